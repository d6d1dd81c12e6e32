namespace FaqResponder.Core.Deciding;

public sealed class TrackRecordTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 12, 0)]
    [InlineData(1, 1, 0.05)]
    [InlineData(59, 59, 0.950492)]
    [InlineData(41, 42, 0.891962)]
    [InlineData(90, 100, 0.836282)]
    [InlineData(1900, 2000, 0.941230)]
    public void The_lower_bound_is_that_of_clopper_and_pearson(int right, int judged, double bound) =>
        new TrackRecord(right, judged).LowerBound.ShouldBe(bound, 0.00001);

    [Theory]
    [InlineData(0, 0, 0.95, 59)]
    [InlineData(58, 58, 0.95, 1)]
    [InlineData(59, 59, 0.95, 0)]
    [InlineData(41, 42, 0.95, 51)]
    public void It_tells_how_many_more_right_ones_prove_a_share(int right, int judged, double precision, int more)
    {
        var record = new TrackRecord(right, judged);

        record.StillNeededFor(precision).ShouldBe(more);
        record.Proves(precision).ShouldBe(more == 0);
    }

    [Fact]
    public void Nothing_proves_that_all_are_right() => new TrackRecord(1000, 1000).Proves(1).ShouldBeFalse();
}
