using FaqResponder.Cli;

// 0 done, 1 failed, 2 wrong input or settings.
return await CommandLine.RunAsync(args);
