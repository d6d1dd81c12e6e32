using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Tests.Matching;

public sealed class ConfidenceModelTests
{
    private static readonly string[] Lines =
    [
        "# a remark", "", "rank stems = 1", "rank pieces = 1", "rank senses = 1", "confidence constant = -1",
        .. Evidence.Names.Select(n => $"confidence {n} = {(n == "share" ? 2 : 0)}"), "promise 0.90 = 0.60", "promise 0.95 = 0.80",
    ];

    private static readonly ConfidenceModel Model = ConfidenceModel.Read(Lines);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.45, 0.30)]
    [InlineData(0.90, 0.60)]
    [InlineData(0.925, 0.70)]
    [InlineData(0.95, 0.80)]
    [InlineData(1, 1)]
    [InlineData(-1, 0)]
    [InlineData(2, 1)]
    public void A_wanted_precision_gives_a_threshold(double precision, double threshold) => Model.ThresholdFor(precision).ShouldBe(threshold, tolerance: 1e-9);

    [Fact]
    public void Who_wants_more_to_be_right_asks_for_more_confidence()
    {
        var thresholds = Enumerable.Range(0, 1001).Select(i => ConfidenceModel.Shipped.ThresholdFor(i / 1000.0)).ToList();

        thresholds.ShouldBeInOrder(SortDirection.Ascending);
        thresholds.Distinct().Count().ShouldBe(1001);
        thresholds.ShouldAllBe(t => t >= 0 && t <= 1);
    }

    [Fact]
    public void Evidence_counts_by_the_weight_of_its_name()
    {
        Model.Confidence(new() { Rank = 5, Words = 20 }).ShouldBe(1 / (1 + Math.E), tolerance: 1e-9);
        Model.Confidence(new() { Share = 0.5 }).ShouldBe(0.5, tolerance: 1e-9);
    }

    [Fact]
    public void No_weight_may_be_missing() =>
        Should.Throw<FormatException>(() => ConfidenceModel.Read(Lines.Where(l => !l.StartsWith("confidence share", StringComparison.Ordinal)))).Message.ShouldContain("confidence share");

    [Fact]
    public void A_line_that_is_none_is_told() => Should.Throw<FormatException>(() => ConfidenceModel.Read([.. Lines, "rank stems 1"])).Message.ShouldContain("rank stems 1");
}
