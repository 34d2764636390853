package org.cairndb.storage.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HedgingTest {
    @Test
    void nothingIsSlowWhileLittleIsKnown() {
        var latencies = new LatencyWindow();
        LongStream.range(0, 19).forEach(latencies::add);
        assertThat(latencies.slowNanos()).isEqualTo(Long.MAX_VALUE);

        latencies.add(19);
        assertThat(latencies.slowNanos()).isEqualTo(18);
    }

    @Test
    void slowIsWhatNinetyFiveOfAHundredAreNot() {
        var latencies = new LatencyWindow();
        LongStream.rangeClosed(1, 1_024).forEach(latencies::add);

        assertThat(latencies.slowNanos()).isEqualTo(973);
    }

    @Test
    void whatWasLongAgoIsForgotten() {
        var latencies = new LatencyWindow();
        LongStream.range(0, 1_024).forEach(i -> latencies.add(1_000));
        LongStream.range(0, 1_024).forEach(i -> latencies.add(1));

        assertThat(latencies.slowNanos()).isEqualTo(1);
    }

    @Test
    void oneFetchInTwentyMayBeSentAgain() {
        var budget = new HedgeBudget();
        int hedges = 0;
        for (int i = 0; i < 1_000; i++) {
            budget.earn();
            hedges += budget.spend() ? 1 : 0;
        }

        assertThat(hedges).isEqualTo(50);
    }

    @Test
    void atMostTenAreSavedUp() {
        var budget = new HedgeBudget();
        for (int i = 0; i < 10_000; i++) {
            budget.earn();
        }
        int hedges = 0;
        while (budget.spend()) {
            hedges++;
        }

        assertThat(hedges).isEqualTo(10);
    }
}
