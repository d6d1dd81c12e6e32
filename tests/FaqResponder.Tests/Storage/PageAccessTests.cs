using FaqResponder.Support;

using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Storage;

public sealed class PageAccessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly Database _database;
    private readonly PageAccess _access;

    public PageAccessTests()
    {
        _database = new(_folder.Path);
        _database.Migrate();
        _access = new(_database, _clock);
    }

    [Fact]
    public void A_link_opens_the_page_once()
    {
        var link = _access.NewLink();

        _access.Redeem(link).ShouldBeTrue();
        _access.Redeem(link).ShouldBeFalse();
        _access.Redeem("anything").ShouldBeFalse();
    }

    [Fact]
    public void A_link_is_good_for_an_hour()
    {
        var (early, late) = (_access.NewLink(), _access.NewLink());

        _clock.Advance(TimeSpan.FromMinutes(59));
        _access.Redeem(early).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMinutes(2));
        _access.Redeem(late).ShouldBeFalse();
    }

    [Fact]
    public void Who_reads_the_ledger_finds_no_link_in_it()
    {
        var link = _access.NewLink();

        System.Text.Encoding.Latin1.GetString(LedgerBytes()).ShouldNotContain(link);
    }

    [Fact]
    public void Signing_all_out_changes_the_stamp_and_ends_open_links()
    {
        var (stamp, link) = (_access.Stamp(), _access.NewLink());
        _access.Stamp().ShouldBe(stamp);

        _access.SignAllOut();

        _access.Stamp().ShouldNotBe(stamp);
        _access.Redeem(link).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private byte[] LedgerBytes()
    {
        var bytes = new List<byte>();
        foreach (var file in Directory.GetFiles(_folder.Path, "faqresponder.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            bytes.AddRange(memory.ToArray());
        }

        return [.. bytes];
    }
}
