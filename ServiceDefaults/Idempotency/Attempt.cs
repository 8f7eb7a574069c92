using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;

namespace Avanii.ServiceDefaults.Idempotency;

/// <summary>One try at changing something: whose, under which key, what kind of change, and the hash of what is asked for.</summary>
public sealed record Attempt(string Subject, string Key, string Operation, byte[] RequestHash)
{
    /// <param name="user">Keys are their owner's: the same words of two subjects are two keys.</param>
    /// <param name="key">As <see cref="IdempotencyKey.IsKey"/> wants it.</param>
    /// <param name="operation">Such as <c>POST /payments</c>, with what else names the thing that is changed.</param>
    /// <param name="request">As it was understood, so that spaces and the order of fields make no other request.</param>
    public static Attempt Of<T>(ClaimsPrincipal user, string key, string operation, T request) =>
        new(user.GetSubject(), key, operation, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, JsonSerializerOptions.Web)));
}
