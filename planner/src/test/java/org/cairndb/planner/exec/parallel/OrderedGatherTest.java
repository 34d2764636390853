package org.cairndb.planner.exec.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderedGatherTest {
    /** Parts of random numbers of batches, each of which holds its part and its place in it. */
    private static final class Numbered implements PartedInput {
        private final int[] batches;
        private final AtomicInteger open = new AtomicInteger();
        private final ConcurrentMap<Long, Integer> workers = new ConcurrentHashMap<>();
        private int failAt = Integer.MAX_VALUE;

        Numbered(int... batches) {
            this.batches = batches;
        }

        @Override
        public int parts() {
            return batches.length;
        }

        @Override
        public Operator open(int part) {
            open.incrementAndGet();
            return new Operator() {
                private int given;

                @Override
                public @Nullable Batch next() {
                    workers.merge(Thread.currentThread().getId(), 1, Integer::sum);
                    if (part == failAt) {
                        throw new IllegalStateException("part " + part);
                    }
                    if (given == batches[part]) {
                        return null;
                    }
                    long[] row = {part, given++};
                    return new Batch(new Column[] {new LongColumn(row, 0, 2)}, 2);
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }

    private static List<String> rows(Operator operator) {
        List<String> rows = new ArrayList<>();
        for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
            LongColumn column = (LongColumn) batch.column(0);
            rows.add(column.get(0) + "." + column.get(1));
        }
        return rows;
    }

    @Test
    void partsComeInOrderWhateverThreadsDo() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Numbered input =
                    new Numbered(random.ints(random.nextInt(40), 0, 200).toArray());
            List<String> expected = new ArrayList<>();
            for (int part = 0; part < input.parts(); part++) {
                for (int i = 0; i < input.batches[part]; i++) {
                    expected.add(part + "." + i);
                }
            }
            try (OrderedGather gather = new OrderedGather(input, 1 + random.nextInt(4))) {
                assertThat(rows(gather)).as("seed %d", seed).isEqualTo(expected);
            }
            assertThat(input.open).as("seed %d", seed).hasValue(0);
        }
    }

    @Test
    void othersHelp() {
        Numbered input = new Numbered(Integer.MAX_VALUE, 50, 50);
        Instant end = Instant.now().plusSeconds(60);
        try (OrderedGather gather = new OrderedGather(input, 3)) {
            while (input.workers.size() < 2 && Instant.now().isBefore(end)) {
                gather.next();
            }
        }
        assertThat(input.workers).hasSizeGreaterThan(1);
    }

    @Test
    void helpersEndWhereTheConsumerStops() {
        Numbered input = new Numbered(new Random(2).ints(300, 50, 200).toArray());
        try (OrderedGather gather = new OrderedGather(input, 4)) {
            gather.next();
        }
        assertThat(input.open).hasValue(0);
        int steps = input.workers.values().stream().mapToInt(i -> i).sum();
        assertThat(steps).isLessThan(16 * 64 + 300);
    }

    @Test
    void failureOfAPartReachesTheConsumer() {
        Numbered input = new Numbered(5, 5, 5, 5, 5, 5);
        input.failAt = 4;
        try (OrderedGather gather = new OrderedGather(input, 3)) {
            assertThatThrownBy(() -> rows(gather))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("part 4");
        }
        assertThat(input.open).hasValue(0);
    }

    @Test
    void sharesAreDoneOnceAndInOrder() {
        for (int count = 1; count < 20; count++) {
            AtomicInteger done = new AtomicInteger();
            List<Integer> results = Shares.run(count, 4, share -> {
                done.incrementAndGet();
                return share * 10;
            });
            assertThat(results).hasSize(count).isSorted();
            assertThat(done).hasValue(count);
        }
    }

    @Test
    void failureOfAShareReachesTheCaller() {
        assertThatThrownBy(() -> Shares.run(5, 3, share -> {
                    if (share == 3) {
                        throw new IllegalStateException("share 3");
                    }
                    return share;
                }))
                .hasMessage("share 3");
    }
}
