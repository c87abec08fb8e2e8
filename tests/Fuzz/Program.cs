using EcrProvider.Fuzz;

// make fuzz. FUZZ_RUNS=N executions of each reader, FUZZ_READER=NAME only that one, FUZZ_SEED=N as another run, FUZZ_KEEP=N adds up to N inputs to the corpus.
Instrumented.Prepare();
return Fuzzing.Run(
    runs: Fuzzing.Number("FUZZ_RUNS", 1_000_000),
    seed: Fuzzing.Number("FUZZ_SEED", Random.Shared.Next()),
    keep: Fuzzing.Number("FUZZ_KEEP", 0),
    only: Environment.GetEnvironmentVariable("FUZZ_READER"));
