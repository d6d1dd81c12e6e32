namespace FaqResponder.Settings;

public sealed class WrittenTests
{
    [Theory]
    [InlineData("00:01:00", 60)]
    [InlineData("1:00:05", 3605)]
    [InlineData("3.00:00:00", 259_200)]
    [InlineData("1.12:30:00", 131_400)]
    public void A_duration_is_written_with_hours_minutes_and_seconds(string text, int seconds) =>
        Written.Duration(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Seventy_two_hours_are_three_days_and_not_seventy_two_days() => Written.Duration("72:00:00").ShouldBe(TimeSpan.FromDays(3));

    [Theory]
    [InlineData("3")]
    [InlineData("60s")]
    [InlineData("00:01")]
    [InlineData("00:99:00")]
    [InlineData("1.24:00:00")]
    [InlineData("-00:01:00")]
    public void A_bare_number_or_half_a_duration_is_none(string text) => Written.Duration(text).ShouldBeNull();

    [Theory]
    [InlineData("sylvie.martin@orange.fr")]
    [InlineData("sylvie+blog@mail.example.org")]
    [InlineData("élodie@café.example")]
    [InlineData("test@localhost")]
    public void An_address_alone_is_an_address(string text) => Written.IsEmail(text).ShouldBeTrue();

    [Theory]
    [InlineData("sylvie")]
    [InlineData("sylvie@orange")]
    [InlineData("sylvie@@orange.fr")]
    [InlineData("sylvie@orange..fr")]
    [InlineData("Sylvie <sylvie@orange.fr>")]
    [InlineData("sylvie@orange.fr, contact@orange.fr")]
    public void A_name_beside_an_address_or_half_of_one_is_no_address(string text) => Written.IsEmail(text).ShouldBeFalse();

    [Theory]
    [InlineData("imap.orange.fr")]
    [InlineData("localhost")]
    [InlineData("192.0.2.7")]
    [InlineData("2001:db8::7")]
    public void A_server_is_named_by_name_or_address(string text) => Written.IsHost(text).ShouldBeTrue();

    [Theory]
    [InlineData("imaps://imap.orange.fr")]
    [InlineData("imap.orange.fr:993")]
    [InlineData("imap orange fr")]
    [InlineData("-imap.orange.fr")]
    public void A_url_or_a_port_is_no_server_name(string text) => Written.IsHost(text).ShouldBeFalse();

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("192.168.1.10", false)]
    [InlineData("localhost.example.org", false)]
    public void Only_loopback_is_this_machine(string host, bool expected) => Written.IsThisMachine(host).ShouldBe(expected);

    [Theory]
    [InlineData(":")]
    [InlineData(" ")]
    [InlineData("")]
    public void A_fingerprint_may_be_copied_with_colons_or_spaces(string between) =>
        Written.Fingerprint(string.Join(between, Enumerable.Repeat("ab", 32))).ShouldBe(string.Concat(Enumerable.Repeat("AB", 32)));

    [Fact]
    public void A_fingerprint_may_be_copied_with_the_words_of_openssl() =>
        Written.Fingerprint("sha256 Fingerprint=" + string.Join(':', Enumerable.Repeat("0F", 32))).ShouldBe(string.Concat(Enumerable.Repeat("0F", 32)));

    [Fact]
    public void A_sha1_fingerprint_is_too_short() => Written.Fingerprint(new string('a', 40)).ShouldBeNull();

    [Theory]
    [InlineData("0.90", 0.9)]
    [InlineData("1", 1.0)]
    [InlineData("0,9", null)]
    [InlineData("0,1", null)]
    [InlineData("90", null)]
    [InlineData("NaN", null)]
    public void A_probability_lies_between_0_and_1_and_has_a_point(string text, double? expected) => Written.Probability(text).ShouldBe(expected);

    [Theory]
    [InlineData("https://blog.example.org/feed/", true)]
    [InlineData("http://blog.example.org", true)]
    [InlineData("blog.example.org/feed", false)]
    [InlineData("ftp://blog.example.org/feed", false)]
    [InlineData("/feed", false)]
    public void A_web_address_is_whole(string text, bool expected) => (Written.WebAddress(text) is not null).ShouldBe(expected);
}
