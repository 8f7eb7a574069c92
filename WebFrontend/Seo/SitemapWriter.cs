using System.Text;
using System.Xml;

namespace Avanii.Web.Seo;

/// <summary>Addresses in as many files as they need (https://www.sitemaps.org/protocol.html).</summary>
/// <param name="folder">Where the files go.</param>
/// <param name="name">A file's name by its number, from 1.</param>
/// <param name="site">What the addresses begin with.</param>
internal sealed class SitemapWriter(string folder, Func<int, string> name, string site, Func<string, SeoFile?> earlier, DateTimeOffset now) : IDisposable
{
    /// <summary>As the protocol has it.</summary>
    public const int MostAddresses = 50_000;

    /// <summary>50 MB uncompressed, less what the longest entry can take: twenty pictures.</summary>
    private const long MostBytes = (50 * 1024 * 1024) - (64 * 1024);

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string ImageNamespace = "http://www.google.com/schemas/sitemap-image/1.1";

    private readonly List<SeoFile> _files = [];
    private SeoFileWriter? _file;
    private int _addresses;

    /// <param name="path">Begins with a slash.</param>
    /// <param name="pictures">Their paths.</param>
    public void Add(string path, DateTimeOffset? lastModified, IEnumerable<string> pictures)
    {
        if (_file is not null && (_addresses == MostAddresses || _file.Bytes > MostBytes))
        {
            End();
        }
        var xml = (_file ??= Begin()).Xml;
        xml.WriteStartElement("url", Namespace);
        xml.WriteElementString("loc", Namespace, site + path);
        if (lastModified is { } at)
        {
            xml.WriteElementString("lastmod", Namespace, ShopFormat.Machine(at));
        }
        foreach (var picture in pictures)
        {
            xml.WriteStartElement("image", "image", ImageNamespace);
            xml.WriteElementString("image", "loc", ImageNamespace, site + picture);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        _addresses++;
    }

    public IReadOnlyList<SeoFile> Finish()
    {
        End();
        return _files;
    }

    /// <summary>The index of all files.</summary>
    public static byte[] Index(IEnumerable<SeoFile> files, string site)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("sitemapindex", Namespace);
            foreach (var file in files)
            {
                xml.WriteStartElement("sitemap", Namespace);
                xml.WriteElementString("loc", Namespace, $"{site}/sitemaps/{file.Name}");
                xml.WriteElementString("lastmod", Namespace, ShopFormat.Machine(file.ChangedAt));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    public void Dispose() => _file?.Dispose();

    private SeoFileWriter Begin()
    {
        var file = new SeoFileWriter(folder, name(_files.Count + 1));
        file.Xml.WriteStartElement("urlset", Namespace);
        file.Xml.WriteAttributeString("xmlns", "image", null, ImageNamespace);
        return file;
    }

    private void End()
    {
        if (_file is not null)
        {
            _files.Add(_file.Finish(earlier(name(_files.Count + 1)), now));
        }
        (_file, _addresses) = (null, 0);
    }
}
