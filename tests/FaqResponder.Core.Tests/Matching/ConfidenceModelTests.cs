using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Tests.Matching;

public sealed class ConfidenceModelTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.95, 0.85)]
    [InlineData(1, 1)]
    public void A_wanted_precision_gives_a_threshold(double precision, double threshold) =>
        ConfidenceModel.ThresholdFor(precision).ShouldBe(threshold, tolerance: 1e-9);

    [Fact]
    public void Who_wants_more_to_be_right_asks_for_more_confidence()
    {
        var thresholds = Enumerable.Range(0, 1001).Select(i => ConfidenceModel.ThresholdFor(i / 1000.0)).ToList();

        thresholds.ShouldBeInOrder(SortDirection.Ascending);
        thresholds.Distinct().Count().ShouldBe(1001);
        thresholds.ShouldAllBe(t => t >= 0 && t <= 1);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 1)]
    public void What_is_no_share_gives_the_nearest_end(double precision, double threshold) => ConfidenceModel.ThresholdFor(precision).ShouldBe(threshold);
}
