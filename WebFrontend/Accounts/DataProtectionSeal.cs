using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Avanii.Web.Accounts;

/// <summary>Data Protection keys lie in the database sealed with <see cref="SecretKey"/>.</summary>
internal sealed class DataProtectionSeal(SecretKey secret) : IXmlEncryptor
{
    internal const string Purpose = "data-protection";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var seal = secret.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Purpose);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(seal)), typeof(DataProtectionUnseal));
    }
}

/// <summary>Named in each stored key; the framework makes it with the service provider.</summary>
internal sealed class DataProtectionUnseal(IServiceProvider services) : IXmlDecryptor
{
    private readonly SecretKey _secret = services.GetRequiredService<SecretKey>();

    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(_secret.Open(Convert.FromBase64String(encryptedElement.Value), DataProtectionSeal.Purpose)));
}
