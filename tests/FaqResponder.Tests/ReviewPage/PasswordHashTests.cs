using FaqResponder.ReviewPage.Access;

namespace FaqResponder.ReviewPage;

public sealed class PasswordHashTests
{
    [Fact]
    public void A_password_fits_its_own_hash_only()
    {
        var hash = PasswordHash.Of("une poule sur un mur");

        PasswordHash.Fits(hash, "une poule sur un mur").ShouldBeTrue();
        PasswordHash.Fits(hash + "\n", "une poule sur un mur").ShouldBeTrue();
        PasswordHash.Fits(hash, "une poule sur un Mur").ShouldBeFalse();
        PasswordHash.Fits(hash, "").ShouldBeFalse();
    }

    [Fact]
    public void Two_hashes_of_one_password_differ() => PasswordHash.Of("une poule sur un mur").ShouldNotBe(PasswordHash.Of("une poule sur un mur"));

    [Fact]
    public void It_takes_as_many_rounds_as_is_held_safe_today() => PasswordHash.Of("une poule sur un mur").ShouldStartWith("$pbkdf2-sha512$i=210000$");

    [Theory]
    [InlineData("")]
    [InlineData("une poule sur un mur")]
    [InlineData("$pbkdf2-sha512$i=210000$!!$!!")]
    [InlineData("$pbkdf2-sha512$i=210000$c2Vs$")]
    [InlineData("$pbkdf2-sha512$i=0$c2Vs$c2Vs")]
    [InlineData("$pbkdf2-sha512$i=2000000000$c2Vs$c2Vs")]
    public void A_hash_that_cannot_be_read_fits_nothing(string hash) => PasswordHash.Fits(hash, "").ShouldBeFalse();
}
