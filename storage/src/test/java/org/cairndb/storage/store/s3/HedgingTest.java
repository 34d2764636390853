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

    @Test
    void aPermitThatWasNotUsedIsKept() {
        var budget = new HedgeBudget();
        for (int i = 0; i < 20; i++) {
            budget.earn();
        }
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();

        budget.giveBack();
        assertThat(budget.spend()).isTrue();
    }

    @Test
    void oneOverdueFetchASecondMayBeSentAgain() {
        var budget = new HedgeBudget();
        long begin = Long.MAX_VALUE - 1;

        assertThat(budget.spendOnOverdue(begin)).isTrue();
        assertThat(budget.spendOnOverdue(begin + 999_999_999)).isFalse();
        assertThat(budget.spendOnOverdue(begin + 1_000_000_000)).isTrue();
        assertThat(budget.spendOnOverdue(begin + 1_000_000_001)).isFalse();
    }
}
