using System.Xml.Linq;

namespace Avanii.AppHost.Standalone;

/// <summary>What a TRX file says about one run of a test project.</summary>
internal sealed record TestReport(int Passed, int Skipped, IReadOnlyList<TestReport.Failure> Failures)
{
    public sealed record Failure(string Test, string Message);

    public static TestReport Nothing { get; } = new(0, 0, []);

    public int Executed => Passed + Failures.Count;

    public static TestReport operator +(TestReport left, TestReport right) =>
        new(left.Passed + right.Passed, left.Skipped + right.Skipped, [.. left.Failures, .. right.Failures]);

    /// <summary>Reads the results themselves rather than the file's counters, which don't know every outcome.</summary>
    public static TestReport Read(string trx)
    {
        // <UnitTestResult testName="A_rule" outcome="Passed|Failed|NotExecuted|Error|Timeout|Aborted|..." >
        //   <Output><ErrorInfo><Message>...</Message><StackTrace>...</StackTrace></ErrorInfo></Output>
        XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        var report = Nothing;
        foreach (var result in XDocument.Load(trx).Descendants(ns + "UnitTestResult"))
        {
            var name = (string?)result.Attribute("testName") ?? "?";
            report += (string?)result.Attribute("outcome") switch
            {
                "Passed" => Nothing with { Passed = 1 },
                "NotExecuted" => Nothing with { Skipped = 1 },
                var outcome => Nothing with { Failures = [new(name, Message(result, ns) ?? outcome ?? "no outcome")] },
            };
        }
        return report;
    }

    public override string ToString() => $"{Passed} passed, {Failures.Count} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");

    private static string? Message(XElement result, XNamespace ns) =>
        result.Descendants(ns + "ErrorInfo").FirstOrDefault() is { } error
            ? $"{(string?)error.Element(ns + "Message")}{Environment.NewLine}{(string?)error.Element(ns + "StackTrace")}".Trim()
            : null;
}
