using System.Security.Cryptography;

namespace Avanii.Orders;

/// <summary>Numbers that a person can read out on the telephone, and that say nothing about how many orders there are.</summary>
internal static class OrderNumber
{
    // Without 0 O, 1 I L, and U (easily heard as V); 30 to the power of 8 are 656 thousand million.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <returns>Such as <c>AV-7K3M-Q2XD</c>. That it is new is for the unique index to say.</returns>
    public static string New() => $"AV-{RandomNumberGenerator.GetString(Alphabet, 4)}-{RandomNumberGenerator.GetString(Alphabet, 4)}";
}
