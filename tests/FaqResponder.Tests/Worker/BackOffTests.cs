namespace FaqResponder.Worker;

public sealed class BackOffTests
{
    [Fact]
    public void It_waits_longer_after_each_failure_and_never_longer_than_the_maximum()
    {
        var backOff = new BackOff(() => 0);

        backOff.Failed(needsAPerson: false).ShouldBe(TimeSpan.FromSeconds(5));
        backOff.Failed(needsAPerson: false).ShouldBe(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 1000; i++) backOff.Failed(needsAPerson: false).ShouldBeLessThanOrEqualTo(BackOff.Maximum);
        backOff.Failed(needsAPerson: false).ShouldBe(BackOff.Maximum);
    }

    [Fact]
    public void A_wrong_password_is_tried_again_seldom() => new BackOff(() => 0).Failed(needsAPerson: true).ShouldBe(TimeSpan.FromMinutes(2));

    [Fact]
    public void Chance_only_adds() => new BackOff(() => 1).Failed(needsAPerson: false).ShouldBe(TimeSpan.FromSeconds(6));

    [Fact]
    public void Success_starts_anew()
    {
        var backOff = new BackOff(() => 0);
        backOff.Failed(needsAPerson: false);
        backOff.Failed(needsAPerson: false);

        backOff.Succeeded();

        backOff.Failures.ShouldBe(0);
        backOff.Failed(needsAPerson: false).ShouldBe(BackOff.Minimum);
    }
}
