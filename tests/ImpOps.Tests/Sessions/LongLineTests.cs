using System;
using ImpOps.Sessions;
using ImpOps.Tests.Text;

namespace ImpOps.Tests.Sessions;

/// <summary>Alone, because it looks at the memory of the process.</summary>
[Collection(nameof(LongLineTests))]
[CollectionDefinition(nameof(LongLineTests), DisableParallelization = true)]
public class LongLineTests
{
    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    [InlineData(',')]
    [InlineData('\0')]
    public void A_line_of_a_hundred_megabytes_is_one_error_and_takes_little_memory(char filling)
    {
        foreach (int throttleLimit in new[] { 1, 2 })
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            long most = 0;
            using LongLine stream = new("User,Node\nalice,e1\n", (byte)filling, 100_000_000, "\nbob,e1\n", () => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before));
            SessionInput input = SessionInput.Of(stream, throttleLimit, SessionBlocks.DefaultSize);

            Assert.Contains("test.csv", Assert.Single(input.ErrorMessages));
            Assert.Contains("Cluster /: 2 users, 2 sessions (Unknown 2)", input.Summaries);
            Assert.InRange(most, 0, 64_000_000);
        }
    }
}
