using Xunit;

// Half of the time beds wait, for restarts and for what must not happen: two run at a time.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
