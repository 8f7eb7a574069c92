using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml;

namespace Avanii.Web.Seo;

/// <summary>A compressed file on the disk.</summary>
/// <param name="Name">As in its address.</param>
/// <param name="Tag">Made from what it says: the same on every instance.</param>
/// <param name="ChangedAt">Since when it says that, as far as this instance knows.</param>
public sealed record SeoFile(string Name, string Path, string Tag, DateTimeOffset ChangedAt);

/// <summary>Writes XML into a gzip file bit by bit, however much it becomes.</summary>
internal sealed class SeoFileWriter : IDisposable
{
    private readonly string _name;
    private readonly string _path;
    private readonly CountingStream _text;

    public SeoFileWriter(string folder, string name)
    {
        (_name, _path) = (name, System.IO.Path.Combine(folder, name));
        _text = new CountingStream(new GZipStream(File.Create(_path), CompressionLevel.Optimal));
        Xml = XmlWriter.Create(_text, new XmlWriterSettings { CloseOutput = false });
        Xml.WriteStartDocument();
    }

    public XmlWriter Xml { get; }

    /// <summary>Written so far, uncompressed.</summary>
    public long Bytes
    {
        get
        {
            Xml.Flush();
            return _text.Length;
        }
    }

    /// <param name="earlier">The file of the last time: one that says the same is as old as that.</param>
    /// <param name="now">When it is written.</param>
    public SeoFile Finish(SeoFile? earlier, DateTimeOffset now)
    {
        Xml.WriteEndDocument();
        Xml.Dispose();
        var tag = Convert.ToHexStringLower(_text.Hash())[..32];
        _text.Dispose();
        return new(_name, _path, tag, earlier?.Tag == tag ? earlier.ChangedAt : now);
    }

    public void Dispose()
    {
        Xml.Dispose();
        _text.Dispose();
    }

    /// <summary>Knows how long a text is and what its hash is, without keeping it.</summary>
    private sealed class CountingStream(Stream inner) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _length;

        public override long Length => _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public byte[] Hash() => _hash.GetHashAndReset();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            _hash.AppendData(buffer);
            _length += buffer.Length;
        }

        // Asked after each entry: passed on, it would end a block of the compression each time.
        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                _hash.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
