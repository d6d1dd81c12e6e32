using FaqResponder.Benchmarks;

return args switch
{
    ["fit", .. var rest] => Fit.Run(rest is [var folder] ? folder : "tests/Corpora"),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("pipeline | matcher | idle | page | memory | fit");
    return 2;
}
