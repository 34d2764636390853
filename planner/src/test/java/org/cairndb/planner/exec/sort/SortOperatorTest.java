package org.cairndb.planner.exec.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.Rows;
import org.cairndb.planner.exec.sort.TopRows.Wanted;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SortOperatorTest {
    private static final long TINY = 1L << 17;

    private static final List<ColumnType> TYPES = List.of(
            ColumnType.of(Kind.LONG),
            ColumnType.of(Kind.LONG),
            ColumnType.of(Kind.DOUBLE),
            ColumnType.of(Kind.TEXT),
            ColumnType.decimal(38, 0),
            ColumnType.of(Kind.LONG));

    @TempDir
    private Path directory;

    private static IntStream seeds() {
        return IntStream.range(0, 24);
    }

    private ExecutionContext context(long memory, Cancellation cancellation) {
        return new ExecutionContext(Map.of(), new Column[0], 0, cancellation)
                .withSettings(ExecutionSettings.defaults()
                        .withSpillDirectory(directory)
                        .withMaxQueryMemory(memory));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rowsComeInOrderFromMemoryAndFromFiles(int seed) {
        Random random = new Random(seed);
        List<Batch> batches = batches(random);
        List<SortKey> keys = keys(random);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        batches.forEach(batch -> expected.addAll(Rows.of(batch)));
        expected.sort(comparator(keys));
        assertThat(sorted(batches, keys, context(1L << 30, Cancellation.unlimited())))
                .as("seed %d", seed)
                .isEqualTo(expected);
        ExecutionContext tiny = context(TINY, Cancellation.unlimited());
        assertThat(sorted(batches, keys, tiny)).as("seed %d, files", seed).isEqualTo(expected);
        assertThat(tiny.memory().used()).isZero();
        assertThat(directory).isEmptyDirectory();
        int limit = random.nextInt(expected.size() + 10);
        assertThat(top(batches, new Wanted(keys, limit)))
                .as("seed %d, first %d", seed, limit)
                .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
    }

    @Test
    void aSortThatExceedsItsMemoryCountsWhatItWrites() {
        ExecutionContext tiny = context(TINY, Cancellation.unlimited());
        List<Batch> batches = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            long[] values = random.longs(5000).toArray();
            batches.add(new Batch(new Column[] {new LongColumn(values, values.length, null)}, values.length));
        }
        try (SortOperator sort = new SortOperator(
                new Batches(batches), TYPES.subList(0, 1), List.of(new SortKey(0, false, false)), tiny)) {
            assertThat(sort.next()).isNotNull();
            assertThat(tiny.workCounter().files()).isGreaterThan(1);
            assertThat(tiny.workCounter().bytes()).isGreaterThan(100_000 * 8);
        }
        assertThat(directory).isEmptyDirectory();
        assertThat(tiny.memory().used()).isZero();
    }

    @Test
    void aCancelledSortLeavesNothingBehind() {
        Cancellation cancellation = Cancellation.unlimited();
        ExecutionContext tiny = context(TINY, cancellation);
        Batch batch = new Batch(new Column[] {LongColumn.constant(7, 8192)}, 8192);
        try (SortOperator sort = new SortOperator(
                endless(batch, cancellation), TYPES.subList(0, 1), List.of(new SortKey(0, true, false)), tiny)) {
            assertThatThrownBy(sort::next)
                    .extracting(e -> ((CairnException) e).code())
                    .isEqualTo(ErrorCode.CANCELLED);
        }
        assertThat(directory).isEmptyDirectory();
        assertThat(tiny.memory().used()).isZero();
    }

    /** Gives a batch again and again, and cancels after some. */
    private static Operator endless(Batch batch, Cancellation cancellation) {
        return new Operator() {
            private int given;

            @Override
            public Batch next() {
                given++;
                if (given == 50) {
                    cancellation.cancel();
                }
                return batch;
            }

            @Override
            public void close() {}
        };
    }

    private static List<List<@Nullable Object>> sorted(
            List<Batch> batches, List<SortKey> keys, ExecutionContext context) {
        try (SortOperator sort = new SortOperator(new Batches(batches), TYPES, keys, context)) {
            return Rows.of(sort);
        }
    }

    private List<List<@Nullable Object>> top(List<Batch> batches, Wanted wanted) {
        ExecutionContext context = context(1L << 30, Cancellation.unlimited());
        try (TopRows top = new TopRows(new Batches(batches), TYPES, wanted, context)) {
            return Rows.of(top);
        }
    }

    private static List<SortKey> keys(Random random) {
        List<SortKey> keys = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            keys.add(new SortKey(random.nextInt(5), random.nextBoolean(), random.nextBoolean()));
        }
        return keys;
    }

    private static Comparator<List<@Nullable Object>> comparator(List<SortKey> keys) {
        return (left, right) -> {
            for (SortKey key : keys) {
                int order = compare(key, left.get(key.column()), right.get(key.column()));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static int compare(SortKey key, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            int order = left == right ? 0 : left == null ? -1 : 1;
            return key.nullsFirst() ? order : -order;
        }
        int order = compare(left, right);
        return key.isDescending() ? -order : order;
    }

    private static int compare(Object left, Object right) {
        if (left instanceof String text) {
            return Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
        }
        return left instanceof BigInteger integer
                ? integer.compareTo((BigInteger) right)
                : Double.compare((Double) left + 0.0, (Double) right + 0.0);
    }

    private static List<Batch> batches(Random random) {
        List<Batch> batches = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        int shape = random.nextInt(4);
        long serial = 0;
        for (int i = 0; i < count; i++) {
            int size = random.nextInt(4) == 0 ? random.nextInt(10) : 1 + random.nextInt(4000);
            Batch batch = new Batch(columns(random, size, shape, serial), size);
            serial += size;
            int[] some =
                    IntStream.range(0, size).filter(r -> random.nextInt(4) > 0).toArray();
            batches.add(random.nextBoolean() || some.length == 0 ? batch : batch.select(some, some.length));
        }
        return batches;
    }

    private static Column[] columns(Random random, int size, int shape, long serial) {
        ColumnBuilder[] builders = TYPES.stream().map(ColumnBuilder::of).toArray(ColumnBuilder[]::new);
        boolean narrow = random.nextBoolean();
        for (int i = 0; i < size; i++) {
            builders[0].appendValue(shape == 0 ? serial + i : random.nextLong());
            builders[1].appendValue(random.nextInt(5) == 0 ? null : (long) random.nextInt(shape * 100 + 3));
            builders[2].appendValue(random.nextInt(9) == 0 ? null : doubleOf(random, shape));
            builders[3].appendValue(
                    random.nextInt(9) == 0 ? null : text(random, shape).getBytes(StandardCharsets.UTF_8));
            builders[4].appendValue(new BigInteger(narrow ? 40 : 70 + 15 * shape, random)
                    .multiply(BigInteger.valueOf(random.nextInt(3) - 1)));
            builders[5].appendValue(serial + i);
        }
        return Arrays.stream(builders).map(ColumnBuilder::build).toArray(Column[]::new);
    }

    private static double doubleOf(Random random, int shape) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> 0.0;
            default -> shape == 1 ? random.nextInt(20) / 4.0 : random.nextGaussian() * Math.pow(10, random.nextInt(40));
        };
    }

    private static String text(Random random, int shape) {
        return switch (shape) {
            case 0 -> "kind " + random.nextInt(9);
            case 1 -> "a prefix that is common to all of them " + random.nextInt(2000);
            case 2 -> "\0".repeat(random.nextInt(12));
            default -> "é".repeat(random.nextInt(5)) + random.nextInt(20) + "x".repeat(random.nextInt(80));
        };
    }

    private static final class Batches implements Operator {
        private final Iterator<Batch> batches;

        Batches(List<Batch> batches) {
            this.batches = batches.iterator();
        }

        @Override
        public @Nullable Batch next() {
            return batches.hasNext() ? batches.next() : null;
        }

        @Override
        public void close() {}
    }
}
