namespace Avanii.AppHost.Standalone.Tests;

/// <summary>The counts at the end of ./avanii test are those of the results, whatever the host said.</summary>
public sealed class TestReportTests : IDisposable
{
    private readonly string _trx = Path.GetTempFileName();

    public void Dispose() => File.Delete(_trx);

    [Fact]
    public void Every_outcome_that_is_neither_passed_nor_skipped_is_a_failure()
    {
        File.WriteAllText(_trx, """
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
                <UnitTestResult testName="A" outcome="Passed" />
                <UnitTestResult testName="B" outcome="Failed"><Output><ErrorInfo><Message>no</Message><StackTrace>at B</StackTrace></ErrorInfo></Output></UnitTestResult>
                <UnitTestResult testName="C" outcome="Aborted" />
                <UnitTestResult testName="D" outcome="NotExecuted" />
              </Results>
            </TestRun>
            """);

        var report = TestReport.Read(_trx);

        Assert.Equal("1 passed, 2 failed, 1 skipped", report.ToString());
        Assert.Equal(new TestReport.Failure("B", $"no{Environment.NewLine}at B"), report.Failures[0]);
    }

    [Fact]
    public void A_run_without_skipped_tests_says_nothing_of_them() => Assert.Equal("0 passed, 0 failed", TestReport.Nothing.ToString());
}
