using System.Security.Cryptography;
using System.Text;
using Avanii.ServiceDefaults;

namespace Avanii.Web.Accounts;

/// <summary>Seals what lies in the database with keys derived from SECRET_KEY (HKDF, RFC 5869; AES-256-GCM): a copy of the
/// database alone signs nobody in. What was sealed under SECRET_KEY_PREVIOUS can still be opened.</summary>
public sealed class SecretKey
{
    private const int NonceSize = 12, TagSize = 16;
    private const int ShortestSecret = 32; // characters; `openssl rand -base64 32` gives 44
    private readonly byte[][] _secrets; // the present one first

    /// <exception cref="InvalidConfigurationException">Outside Development, SECRET_KEY is missing or too short.</exception>
    public SecretKey(IConfiguration configuration, IHostEnvironment environment)
    {
        var present = configuration["SECRET_KEY"];
        if (string.IsNullOrEmpty(present) && environment.IsDevelopment())
        {
            present = "only for development, where nothing is worth sealing";
        }
        if (present is null || present.Length < ShortestSecret)
        {
            throw new InvalidConfigurationException($"SECRET_KEY is missing or shorter than {ShortestSecret} characters: make one with `openssl rand -base64 32`.");
        }
        _secrets = configuration["SECRET_KEY_PREVIOUS"] is { Length: > 0 } previous && previous != present
            ? [Encoding.UTF8.GetBytes(present), Encoding.UTF8.GetBytes(previous)]
            : [Encoding.UTF8.GetBytes(present)];
    }

    /// <summary>SECRET_KEY is being changed: SECRET_KEY_PREVIOUS is set, too. See <see cref="SecretRotation"/>.</summary>
    public bool IsRotating => _secrets.Length > 1;

    /// <param name="plain">What to seal.</param>
    /// <param name="purpose">Something sealed for one purpose cannot be opened for another.</param>
    /// <returns>Nonce, tag and cipher text, in this order.</returns>
    public byte[] Seal(ReadOnlySpan<byte> plain, string purpose)
    {
        var result = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceSize));
        using var aes = new AesGcm(Derive(_secrets[0], purpose), TagSize);
        aes.Encrypt(result.AsSpan(0, NonceSize), plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize));
        return result;
    }

    /// <exception cref="CryptographicException">It was sealed under another secret or for another purpose, or was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> seal, string purpose) => Open(seal, purpose, out _);

    /// <returns>The same, sealed under the present secret; null when it is so already.</returns>
    /// <exception cref="CryptographicException">As for <see cref="Open(ReadOnlySpan{byte}, string)"/>.</exception>
    public byte[]? SealAnew(ReadOnlySpan<byte> seal, string purpose)
    {
        var plain = Open(seal, purpose, out var secret);
        var anew = secret == 0 ? null : Seal(plain, purpose);
        CryptographicOperations.ZeroMemory(plain);
        return anew;
    }

    /// <returns>32 bytes that nobody can tell from the data without the present secret.</returns>
    public byte[] Mac(ReadOnlySpan<byte> data, string purpose) => HMACSHA256.HashData(Derive(_secrets[0], purpose), data);

    private byte[] Open(ReadOnlySpan<byte> seal, string purpose, out int secret)
    {
        var plain = new byte[Math.Max(0, seal.Length - NonceSize - TagSize)];
        for (secret = 0; secret < _secrets.Length && seal.Length >= NonceSize + TagSize; secret++)
        {
            using var aes = new AesGcm(Derive(_secrets[secret], purpose), TagSize);
            try
            {
                aes.Decrypt(seal[..NonceSize], seal[(NonceSize + TagSize)..], seal.Slice(NonceSize, TagSize), plain);
                return plain;
            }
            catch (AuthenticationTagMismatchException) // perhaps the other one
            {
            }
        }
        throw new CryptographicException("This was sealed under a SECRET_KEY that is neither the present nor the previous one.");
    }

    private static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, outputLength: 32, info: Encoding.UTF8.GetBytes("avanii:" + purpose));
}
