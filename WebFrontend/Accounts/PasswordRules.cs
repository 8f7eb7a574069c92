using Avanii.Web.Texts;
using Microsoft.AspNetCore.Identity;

namespace Avanii.Web.Accounts;

/// <summary>Refuses what is tried first: the person's own address, and the passwords that head every list of leaked ones which are long enough.
/// https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver</summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int Shortest = 10, Longest = 200;

    // What is left of common passwords when digits and signs are taken from both ends, so that "Password123!" is found by its word.
    private static readonly HashSet<string> s_words = new(StringComparer.Ordinal)
    {
        "password", "passw0rd", "p@ssw0rd", "p@ssword", "passwort", "passwordpassword", "motdepasse", "contraseña", "wachtwoord", "qwerty", "qwertz", "azerty",
        "qwertyuiop", "qwertzuiop", "azertyuiop", "qwertyqwerty", "qwertyasdf", "qwertyuiopasdfghjkl", "asdfghjkl", "asdfghjkl;", "asdfasdf", "zxcvbnm", "zxcvbnm,.",
        "abc", "abcd", "abcdef", "abcdefg", "abcdefgh", "abcdefghij", "abcdefghijk", "abcdefghijklmnopqrstuvwxyz", "a", "aa", "q", "qq", "qwe", "asd", "zxc", "x",
        "iloveyou", "iloveu", "ilovegod", "loveyou", "iloveyouforever", "iloveyousomuch", "letmein", "letmeinnow", "welcome", "willkommen", "bienvenue", "changeme", "changemenow",
        "admin", "administrator", "administrateur", "superuser", "rootroot", "default", "guest", "secret", "topsecret", "supersecret", "testtest", "testing", "test", "trustno",
        "football", "baseball", "basketball", "liverpool", "liverpoolfc", "manchester", "manchesterunited", "barcelona", "fcbarcelona", "realmadrid", "chelsea", "arsenal", "volleyball",
        "princess", "sunshine", "superman", "batman", "spiderman", "starwars", "pokemon", "minecraft", "naruto", "dragon", "dragonball", "monkey", "shadow", "master", "mustang", "michael",
        "christopher", "jennifer", "alexander", "alexandra", "elizabeth", "jacqueline", "valentina", "christian", "stephanie", "charlotte", "jonathan", "katherine", "francisco", "alejandro",
        "chocolate", "butterfly", "strawberry", "cheesecake", "lovelove", "beautiful", "sweetheart", "babygirl", "blink", "computer", "internet", "samsung", "whatever", "freedom", "hello",
        "helloworld", "hellohello", "motherfucker", "fuckyou", "fuckyoufuckyou", "godisgood", "jesuschrist", "jesuslovesme", "thankyoujesus", "unbelievable", "correcthorsebatterystaple",
        "thequickbrownfox", "letmeinplease", "nopassword", "mypassword", "newpassword", "yourpassword", "mysecret", "summer", "winter", "spring", "autumn", "sommer", "avanii", "avaniishop",
    };

    private static readonly HashSet<string> s_list = ReadList();

    // Those in which digits stand in the middle, or which have no letters at all.
    private static readonly HashSet<string> s_patterns = new(StringComparer.Ordinal)
    {
        "q1w2e3r4t5", "q1w2e3r4t5y6", "q1w2e3r4t5y6u7", "1q2w3e4r5t", "1q2w3e4r5t6y", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "qaz123wsx456", "zaq12wsxcde3", "a1b2c3d4e5",
        "a1s2d3f4g5", "1a2b3c4d5e", "asdf1234asdf", "qwer1234qwer", "abc123abc123", "abcd1234abcd", "qwe123qwe123", "pass1234word", "love123love", "trustno1trustno1", "1234qwerasdf", "1qazxsw23edc",
    };

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var errors = new List<IdentityError>();
        if (password is { Length: > Longest })
        {
            errors.Add(new() { Code = "PasswordTooLong", Description = Text.Format(AccountTexts.PasswordTooLong, Longest) });
        }
        else if (password is { Length: >= Shortest })
        {
            if (IsMostly(password, user.Email))
            {
                errors.Add(new() { Code = "PasswordIsAddress", Description = AccountTexts.PasswordIsAddress });
            }
            else if (IsCommon(password))
            {
                errors.Add(new() { Code = "PasswordIsCommon", Description = AccountTexts.PasswordIsCommon });
            }
        }
        return Task.FromResult(errors.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. errors]));
    }

    /// <summary>What is left without the address must be a password by itself: "anna" in somebody's four random words is no harm.</summary>
    private static bool IsMostly(string password, string? email)
    {
        if (email is null || email.IndexOf('@', StringComparison.Ordinal) is not (> 0 and var at))
        {
            return false;
        }
        var left = password.Replace(email, "", StringComparison.OrdinalIgnoreCase);
        left = at >= 3 ? left.Replace(email[..at], "", StringComparison.OrdinalIgnoreCase) : left;
        return left.Length < password.Length && left.Length < Shortest;
    }

    private static bool IsCommon(string password)
    {
        var lower = password.ToLowerInvariant();
        var word = lower.Trim([.. "0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"]);
        return word.Length == 0 || IsListed(word) || IsListed(lower) || s_patterns.Contains(lower)
            || (word.Length % 2 == 0 && word[..(word.Length / 2)] is var half && half == word[(word.Length / 2)..] && IsListed(half));
    }

    private static bool IsListed(string word) => s_words.Contains(word) || s_list.Contains(word);

    // Behind a head of lines that begin with "# ", one a line.
    private static HashSet<string> ReadList()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("Avanii.Web.CommonPasswords.txt")!);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.SkipWhile(line => line.StartsWith('#')).ToHashSet(StringComparer.Ordinal);
    }
}

/// <summary>Identity's own refusals, in the shop's words.</summary>
internal sealed class AccountErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) =>
        new() { Code = nameof(PasswordTooShort), Description = Text.Format(AccountTexts.PasswordTooShort, length) };

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        new() { Code = nameof(PasswordRequiresUniqueChars), Description = Text.Format(AccountTexts.PasswordTooUniform, uniqueChars) };

    public override IdentityError PasswordMismatch() => new() { Code = nameof(PasswordMismatch), Description = AccountTexts.PasswordWrong };
}
