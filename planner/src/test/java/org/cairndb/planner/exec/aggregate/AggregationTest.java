package org.cairndb.planner.exec.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.planner.exec.sort.SortKey;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One aggregation of all rows, merged ones of parts, and spilling ones give the same groups. */
class AggregationTest {
    private static final ColumnType LONG = ColumnType.of(Kind.LONG);
    private static final ColumnType TEXT = ColumnType.of(Kind.TEXT);
    private static final ColumnType DOUBLE = ColumnType.of(Kind.DOUBLE);
    private static final ColumnType WIDE = ColumnType.decimal(30, 2);
    private static final int BATCHES = 12;
    private static final int ROWS = 700;

    /** Columns: 0 long, 1 text, 2 wide decimal, 3 double. */
    private static final List<ColumnType> TYPES = List.of(LONG, TEXT, WIDE, DOUBLE);

    @TempDir
    private Path directory;

    private static Grouping everyFunction(List<Integer> keys) {
        ColumnType sum = ColumnType.decimal(38, 2);
        return new Grouping(
                TYPES,
                keys,
                List.of(
                        FunctionCall.of(AggregateFunction.COUNT, List.of(), LONG),
                        FunctionCall.of(AggregateFunction.COUNT, List.of(3), LONG),
                        FunctionCall.of(AggregateFunction.SUM, List.of(2), sum),
                        FunctionCall.of(AggregateFunction.AVERAGE, List.of(2), ColumnType.decimal(38, 8)),
                        FunctionCall.of(AggregateFunction.SUM, List.of(3), DOUBLE),
                        FunctionCall.of(AggregateFunction.MIN, List.of(1), TEXT),
                        FunctionCall.of(AggregateFunction.MAX, List.of(2), WIDE),
                        FunctionCall.of(AggregateFunction.MAX, List.of(3), DOUBLE),
                        FunctionCall.of(AggregateFunction.BIT_XOR, List.of(0), LONG),
                        distinct(AggregateFunction.COUNT, 1, LONG),
                        distinct(AggregateFunction.SUM, 2, sum),
                        ordered(AggregateFunction.JOIN_TEXT, List.of(1), 1, TEXT),
                        FunctionCall.of(AggregateFunction.MODE, List.of(3), DOUBLE)));
    }

    private static FunctionCall distinct(AggregateFunction function, int argument, ColumnType type) {
        return new FunctionCall(function, List.of(argument), FunctionCall.NO_FILTER, true, List.of(), type);
    }

    private static FunctionCall ordered(AggregateFunction function, List<Integer> arguments, int by, ColumnType type) {
        List<SortKey> order = List.of(new SortKey(by, false, false));
        return new FunctionCall(function, arguments, FunctionCall.NO_FILTER, false, order, type);
    }

    private static List<Batch> batches(long seed, int distinct) {
        Random random = new Random(seed);
        return IntStream.range(0, BATCHES)
                .mapToObj(i -> batch(random, distinct, i % 3 == 0))
                .toList();
    }

    /** Doubles are quarters, so that their sums are exact in any order; wide decimals come in single longs in some batches. */
    private static Batch batch(Random random, int distinct, boolean isNarrow) {
        boolean[] nulls = new boolean[ROWS];
        long[] longs = new long[ROWS];
        long[] highs = new long[ROWS];
        double[] doubles = new double[ROWS];
        ColumnBuilder texts = ColumnBuilder.of(TEXT);
        for (int i = 0; i < ROWS; i++) {
            longs[i] = random.nextInt(distinct) * 1_000_003L;
            nulls[i] = random.nextInt(9) == 0;
            doubles[i] = random.nextInt(9) / 4.0;
            highs[i] = longs[i] % 5 == 0 && !isNarrow ? 3 : longs[i] >> 63;
            texts.appendValue(
                    random.nextInt(7) == 0 ? null : ("t" + random.nextInt(distinct)).getBytes(StandardCharsets.UTF_8));
        }
        Column wide = isNarrow ? new LongColumn(longs, ROWS, null) : new WideColumn(highs, longs, ROWS, null);
        Column[] columns = {
            new LongColumn(longs, ROWS, nulls), texts.build(), wide, new DoubleColumn(doubles, ROWS, nulls)
        };
        Batch all = new Batch(columns, ROWS);
        int[] rows = IntStream.range(0, ROWS).filter(row -> row % 11 != 0).toArray();
        return isNarrow ? all : all.select(rows, rows.length);
    }

    private static List<String> expected(Grouping grouping, List<Batch> batches) {
        Aggregation all = Aggregation.of(grouping);
        batches.forEach(all::add);
        return rows(all.result(0, all.groups()));
    }

    private static List<String> rows(Batch batch) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < batch.rowCount(); i++) {
            StringBuilder row = new StringBuilder();
            for (int column = 0; column < batch.columnCount(); column++) {
                row.append(text(batch.column(column), batch.row(i))).append('|');
            }
            rows.add(row.toString());
        }
        rows.sort(null);
        return rows;
    }

    private static String text(Column column, int row) {
        if (column.isNull(row)) {
            return "null";
        }
        if (column instanceof LongColumn longs) {
            return Long.toString(longs.get(row));
        }
        if (column instanceof DoubleColumn doubles) {
            return Double.toString(doubles.get(row));
        }
        return column instanceof TextColumn texts
                ? texts.string(row)
                : ((WideColumn) column).integer(row).toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mergedPartsEqualTheWhole(long seed) {
        for (List<Integer> keys : List.of(List.<Integer>of(), List.of(0), List.of(1), List.of(2, 0), List.of(3, 1))) {
            Grouping grouping = everyFunction(keys);
            List<Batch> batches = batches(seed, 40);
            Aggregation first = Aggregation.of(grouping);
            Aggregation second = Aggregation.of(grouping);
            for (int i = 0; i < BATCHES; i++) {
                (i % 2 == 0 ? first : second).add(batches.get(i));
            }
            first.absorb(second);
            assertThat(rows(first.result(0, first.groups())))
                    .as("seed %d, keys %s", seed, keys)
                    .isEqualTo(expected(grouping, batches));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void groupsThatDoNotFitIntoMemoryComeFromFiles(long seed) {
        for (List<Integer> keys : List.of(List.of(0), List.of(1), List.of(0, 1))) {
            Grouping grouping = everyFunction(keys);
            List<Batch> batches = batches(seed, 3_000);
            ExecutionContext context = context(400_000);
            List<String> found = new ArrayList<>();
            try (Operator aggregate = new HashAggregate(operator(batches), grouping, List.of(places(keys)), context)) {
                for (Batch batch = aggregate.next(); batch != null; batch = aggregate.next()) {
                    found.addAll(rows(batch));
                }
            }
            found.sort(null);
            assertThat(found).as("seed %d, keys %s", seed, keys).isEqualTo(expected(grouping, batches));
            assertThat(context.workCounter().files()).isPositive();
            assertThat(context.memory().used()).isZero();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void groupingSetsOfSpilledGroups() {
        List<List<Integer>> sets = List.of(List.of(0), List.of(0, 1), List.of());
        Grouping grouping = new Grouping(
                TYPES,
                List.of(0, 1),
                List.of(
                        FunctionCall.of(AggregateFunction.COUNT, List.of(3), LONG),
                        FunctionCall.of(AggregateFunction.MIN, List.of(1), TEXT)));
        List<Batch> batches = batches(8, 2_000);
        List<String> expected = new ArrayList<>();
        for (List<Integer> set : sets) {
            Aggregation one = new Aggregation(grouping, set);
            batches.forEach(one::add);
            expected.addAll(rows(one.result(0, one.groups())));
        }
        List<String> found = new ArrayList<>();
        ExecutionContext context = context(300_000);
        try (Operator aggregate = new HashAggregate(operator(batches), grouping, sets, context)) {
            for (Batch batch = aggregate.next(); batch != null; batch = aggregate.next()) {
                found.addAll(rows(batch));
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(context.workCounter().files()).isPositive();
    }

    @Test
    void oneGroupThatDoesNotFitIsAClearError() {
        Grouping grouping =
                new Grouping(TYPES, List.of(), List.of(FunctionCall.of(AggregateFunction.MODE, List.of(0), LONG)));
        Operator aggregate =
                new HashAggregate(operator(batches(9, 1_000_000)), grouping, List.of(List.of()), context(20_000));
        assertThatThrownBy(aggregate::next)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_EXCEEDED));
        aggregate.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 13})
    void argumentsThatCountOnceAndDoNotFitComeFromFiles(long seed) {
        Grouping grouping = new Grouping(
                TYPES,
                List.of(),
                List.of(
                        distinct(AggregateFunction.COUNT, 0, LONG),
                        distinct(AggregateFunction.COUNT, 1, LONG),
                        FunctionCall.of(AggregateFunction.COUNT, List.of(), LONG),
                        FunctionCall.of(AggregateFunction.MIN, List.of(1), TEXT)));
        List<Batch> batches = batches(seed, 1_000_000);
        ExecutionContext context = context(250_000);
        List<String> found = new ArrayList<>();
        try (Operator aggregate = new HashAggregate(operator(batches), grouping, List.of(List.of()), context)) {
            for (Batch batch = aggregate.next(); batch != null; batch = aggregate.next()) {
                found.addAll(rows(batch));
            }
        }
        assertThat(found).as("seed %d", seed).isEqualTo(expected(grouping, batches));
        assertThat(context.workCounter().files()).isPositive();
        assertThat(context.memory().used()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
    void groupsOfOrderedRowsNeedNoTable(long seed) {
        Grouping grouping = everyFunction(List.of(0));
        List<Batch> batches = inOrderOfKey(batches(seed, 100));
        List<String> found = new ArrayList<>();
        try (Operator aggregate = new SortedAggregate(operator(batches), grouping, context(1_000_000))) {
            for (Batch batch = aggregate.next(); batch != null; batch = aggregate.next()) {
                found.addAll(rows(batch));
            }
        }
        found.sort(null);
        assertThat(found).as("seed %d", seed).isEqualTo(expected(grouping, batches));
    }

    private static List<Batch> inOrderOfKey(List<Batch> batches) {
        ColumnBuilder[] builders = TYPES.stream().map(ColumnBuilder::of).toArray(ColumnBuilder[]::new);
        for (long key = -1; key < 100; key++) {
            for (Batch batch : batches) {
                for (int i = 0; i < batch.rowCount(); i++) {
                    int row = batch.row(i);
                    Column keys = batch.column(0);
                    long own = keys.isNull(row) ? -1 : ((LongColumn) keys).get(row) / 1_000_003L;
                    for (int column = 0; column < builders.length && own == key; column++) {
                        builders[column].append(batch.column(column), row);
                    }
                }
            }
        }
        int size = builders[0].size();
        Batch all = new Batch(Arrays.stream(builders).map(ColumnBuilder::build).toArray(Column[]::new), size);
        List<Batch> parts = new ArrayList<>();
        for (int from = 0; from < size; from += 50) {
            parts.add(all.range(from, Math.min(50, size - from)));
        }
        return parts;
    }

    private ExecutionContext context(long memory) {
        return new ExecutionContext(Map.of(), new Column[0], 0, Cancellation.unlimited())
                .withSettings(ExecutionSettings.defaults()
                        .withSpillDirectory(directory)
                        .withMaxQueryMemory(memory));
    }

    private static List<Integer> places(List<Integer> keys) {
        return IntStream.range(0, keys.size()).boxed().toList();
    }

    private static Operator operator(List<Batch> batches) {
        Iterator<Batch> left = batches.iterator();
        return new Operator() {
            @Override
            public @Nullable Batch next() {
                return left.hasNext() ? left.next() : null;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void keysThatLeaveTheirSmallRangeStayTheSameGroups() {
        Grouping grouping = new Grouping(
                List.of(LONG, LONG), List.of(0, 1), List.of(FunctionCall.of(AggregateFunction.COUNT, List.of(), LONG)));
        Aggregation aggregation = Aggregation.of(grouping);
        long[] first = {1, 2, 1, 5};
        long[] second = {Long.MIN_VALUE, 2, 1, Long.MAX_VALUE};
        for (long[] keys : List.of(first, second, first)) {
            LongColumn key = new LongColumn(keys, keys.length, null);
            aggregation.add(new Batch(new Column[] {key, LongColumn.allNull(keys.length)}, keys.length));
        }
        assertThat(rows(aggregation.result(0, aggregation.groups())))
                .containsExactlyInAnyOrder(
                        "1|null|5|",
                        "2|null|3|",
                        "5|null|2|",
                        Long.MIN_VALUE + "|null|1|",
                        Long.MAX_VALUE + "|null|1|");
    }

    @Test
    void doublesGroupByTheirNumber() {
        Grouping grouping = new Grouping(
                List.of(DOUBLE), List.of(0), List.of(FunctionCall.of(AggregateFunction.MAX, List.of(0), DOUBLE)));
        double[] values = {0.0, -0.0, Double.NaN, Double.longBitsToDouble(0x7ff8000000000123L), 1, -1, 0.0};
        Aggregation aggregation = Aggregation.of(grouping);
        aggregation.add(new Batch(new Column[] {new DoubleColumn(values, values.length, null)}, values.length));
        assertThat(rows(aggregation.result(0, aggregation.groups())))
                .containsExactly("-1.0|-1.0|", "0.0|0.0|", "1.0|1.0|", "NaN|NaN|");
    }

    @Test
    void sumsAreExactBeyond64Bits() {
        ColumnType narrow = ColumnType.decimal(18, 2);
        Grouping grouping = new Grouping(
                List.of(narrow),
                List.of(),
                List.of(FunctionCall.of(AggregateFunction.SUM, List.of(0), ColumnType.decimal(38, 2))));
        long[] values = new long[40];
        Arrays.fill(values, 999_999_999_999_999_999L);
        Aggregation aggregation = Aggregation.of(grouping);
        aggregation.add(new Batch(new Column[] {new LongColumn(values, 40, null)}, 40));
        assertThat(rows(aggregation.result(0, 1))).containsExactly("39999999999999999960|");
    }

    @Test
    void sumOfIntegersFailsOnlyIfTheTotalIsTooLarge() {
        Grouping grouping = new Grouping(
                List.of(LONG), List.of(), List.of(FunctionCall.of(AggregateFunction.SUM, List.of(0), LONG)));
        long[] values = {Long.MAX_VALUE, Long.MAX_VALUE, -Long.MAX_VALUE, -5};
        Aggregation fits = Aggregation.of(grouping);
        fits.add(new Batch(new Column[] {new LongColumn(values, 4, null)}, 4));
        assertThat(rows(fits.result(0, 1))).containsExactly(Long.MAX_VALUE - 5 + "|");
        Aggregation exceeds = Aggregation.of(grouping);
        exceeds.add(new Batch(new Column[] {new LongColumn(values, 2, null)}, 2));
        assertThatThrownBy(() -> exceeds.result(0, 1))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_OUT_OF_RANGE));
    }
}
