using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Avanii.Testing;

/// <summary>A span as somebody who watches the system receives it.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Kind">As in OTLP: 1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
public sealed record ReceivedSpan(string Service, string TraceId, string SpanId, string ParentSpanId, string Name, int Kind)
{
    public const int Server = 2, Client = 3, Producer = 4, Consumer = 5;
}

/// <summary>Receives traces by OTLP over HTTP (protobuf), as a dashboard would.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans;
    private readonly ConcurrentQueue<byte[]> _bodies;

    private OtlpReceiver(WebApplication app, ConcurrentQueue<ReceivedSpan> spans, ConcurrentQueue<byte[]> bodies) =>
        (_app, _spans, _bodies) = (app, spans, bodies);

    /// <returns>Whether that text came in anything: in a span, a metric or a line of a log, as a name or as a value.</returns>
    public bool Heard(string text) => _bodies.Any(body => body.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>All that has come so far.</summary>
    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    /// <summary>What a process must have in its environment to send its traces here, without making tests wait for a full batch.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var spans = new ConcurrentQueue<ReceivedSpan>();
        var bodies = new ConcurrentQueue<byte[]>();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            bodies.Enqueue(body.ToArray());
            if (context.Request.Path == "/v1/traces")
            {
                foreach (var span in ReadTraces(body.ToArray()))
                {
                    spans.Enqueue(span);
                }
            }
            context.Response.StatusCode = StatusCodes.Status200OK; // an empty answer is an empty message: all accepted
        });
        await app.StartAsync();
        return new OtlpReceiver(app, spans, bodies);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Field numbers of opentelemetry-proto 1.x, trace.proto, of the few fields that tests look at:
    // ExportTraceServiceRequest { 1: ResourceSpans { 1: Resource { 1: KeyValue { 1: key, 2: AnyValue { 1: string } } },
    //   2: ScopeSpans { 2: Span { 1: trace id, 2: span id, 4: parent's span id, 5: name, 6: kind } } } }
    private static IEnumerable<ReceivedSpan> ReadTraces(byte[] request)
    {
        foreach (var resourceSpans in Fields(request, 1))
        {
            var service = Fields(resourceSpans, 1).SelectMany(resource => Fields(resource, 1))
                .Where(pair => Text(pair, 1) == "service.name")
                .Select(pair => Text(Fields(pair, 2).Single(), 1))
                .FirstOrDefault("");
            foreach (var span in Fields(resourceSpans, 2).SelectMany(scope => Fields(scope, 2)))
            {
                yield return new ReceivedSpan(service, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5), Number(span, 6));
            }
        }
    }

    private static string Text(byte[] message, int field) => System.Text.Encoding.UTF8.GetString(Fields(message, field).FirstOrDefault([]));

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Fields(message, field).FirstOrDefault([]));

    private static int Number(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.Varint))
            {
                return input.ReadInt32();
            }
            input.SkipLastField();
        }
        return 0;
    }

    private static List<byte[]> Fields(byte[] message, int field)
    {
        var found = new List<byte[]>();
        var input = new CodedInputStream(message);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited))
            {
                found.Add(input.ReadBytes().ToByteArray());
            }
            else
            {
                input.SkipLastField();
            }
        }
        return found;
    }
}
