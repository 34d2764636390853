package org.cairndb.planner.exec.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
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
import org.cairndb.planner.exec.ObjectColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.Rows;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.TextColumn.Runs;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpillFileTest {
    private static final ColumnType WIDE_DECIMAL = ColumnType.decimal(38, 2);

    @TempDir
    private Path directory;

    private ExecutionContext context(Path spillDirectory) {
        return new ExecutionContext(Map.of(), new Column[0], 0, Cancellation.unlimited())
                .withSettings(ExecutionSettings.defaults().withSpillDirectory(spillDirectory));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void batchesComeBackAsTheyWere(long seed) {
        Random random = new Random(seed);
        Runs dictionary = dictionary(random, 40);
        ExecutionContext context = context(directory);
        try (SpillFile file = SpillFile.create(context)) {
            List<List<@Nullable Object>> expected = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Batch batch = batch(random, random.nextInt(10_000), i % 3 == 0 ? dictionary(random, 3) : dictionary);
                file.append(batch);
                expected.addAll(Rows.of(batch));
            }
            assertThat(Rows.of(file.read())).as("seed %d", seed).isEqualTo(expected);
            assertThat(Rows.of(file.read())).as("seed %d, again", seed).isEqualTo(expected);
            assertThat(file.rowCount()).isEqualTo(expected.size());
            assertThat(context.workCounter().bytes()).isEqualTo(file.byteCount());
            assertThat(context.workCounter().files()).isEqualTo(1);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aReaderSeesWhatWasWrittenBeforeIt() {
        try (SpillFile file = SpillFile.create(context(directory))) {
            file.append(new Batch(new Column[] {LongColumn.constant(1, 3)}, 3));
            Operator first = file.read();
            file.append(new Batch(new Column[] {LongColumn.constant(2, 100_000)}, 100_000));
            assertThat(Rows.of(first)).hasSize(3);
            assertThat(Rows.of(file.read())).hasSize(100_003);
        }
    }

    @Test
    void rowsWithoutColumnsAreCounted() {
        try (SpillFile file = SpillFile.create(context(directory))) {
            file.append(new Batch(new Column[0], 10_000));
            assertThat(Rows.of(file.read())).hasSize(10_000);
        }
    }

    @Test
    void textLongerThanTheBufferFits() {
        byte[] text = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        ColumnBuilder builder = ColumnBuilder.of(ColumnType.of(Kind.TEXT));
        builder.appendValue(text);
        builder.appendNull();
        builder.appendValue(text);
        try (SpillFile file = SpillFile.create(context(directory))) {
            file.append(new Batch(new Column[] {builder.build()}, 3));
            assertThat(Rows.of(file.read()))
                    .extracting(row -> row.get(0))
                    .containsExactly("x".repeat(300_000), null, "x".repeat(300_000));
        }
    }

    @Test
    void aFolderThatIsNotThereIsAClearError() {
        assertThatThrownBy(() -> SpillFile.create(context(directory.resolve("missing"))))
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("spillDirectory")
                .extracting(e -> ((CairnException) e).code())
                .isEqualTo(ErrorCode.SPILL_FAILED);
    }

    @Test
    void aCancelledExecutionStopsWriting() {
        Cancellation cancellation = Cancellation.unlimited();
        try (SpillFile file = SpillFile.create(new ExecutionContext(Map.of(), new Column[0], 0, cancellation)
                .withSettings(ExecutionSettings.defaults().withSpillDirectory(directory)))) {
            cancellation.cancel();
            Batch batch = new Batch(new Column[] {LongColumn.constant(1, 3)}, 3);
            assertThatThrownBy(() -> file.append(batch))
                    .extracting(e -> ((CairnException) e).code())
                    .isEqualTo(ErrorCode.CANCELLED);
        }
        assertThat(directory).isEmptyDirectory();
    }

    private static Runs dictionary(Random random, int size) {
        byte[] bytes = new byte[size * 5];
        int[] starts = new int[size];
        int[] lengths = new int[size];
        for (int i = 0; i < size; i++) {
            starts[i] = i * 5;
            lengths[i] = random.nextInt(6);
            Arrays.fill(bytes, starts[i], starts[i] + lengths[i], (byte) ('a' + random.nextInt(26)));
        }
        return new Runs(bytes, starts, lengths);
    }

    private static Batch batch(Random random, int size, Runs dictionary) {
        Column[] columns = {
            longs(random, size, random.nextInt(64)),
            doubles(random, size),
            text(random, size),
            coded(random, size, dictionary),
            random.nextBoolean() ? longs(random, size, 0) : decimals(random, size),
            uuids(random, size),
            objects(random, size)
        };
        Batch batch = new Batch(columns, size);
        int[] some = IntStream.range(0, size).filter(i -> random.nextInt(3) > 0).toArray();
        return random.nextBoolean() ? batch : batch.select(some, some.length);
    }

    private static boolean @Nullable [] nulls(Random random, int size) {
        boolean[] nulls = new boolean[size];
        int rarity = 1 + random.nextInt(9);
        for (int i = 0; i < size; i++) {
            nulls[i] = random.nextInt(rarity) == 0;
        }
        return random.nextBoolean() ? nulls : null;
    }

    private static LongColumn longs(Random random, int size, int shift) {
        long[] values = random.longs(size).map(v -> v >> shift).toArray();
        return new LongColumn(values, size, nulls(random, size));
    }

    private static DoubleColumn doubles(Random random, int size) {
        double[] values =
                random.longs(size).mapToDouble(Double::longBitsToDouble).toArray();
        return new DoubleColumn(values, size, nulls(random, size));
    }

    private static Column text(Random random, int size) {
        ColumnBuilder builder = ColumnBuilder.of(ColumnType.of(Kind.TEXT));
        for (int i = 0; i < size; i++) {
            builder.appendValue(random.nextInt(10) == 0 ? null : ("é" + i).getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    private static Column coded(Random random, int size, Runs dictionary) {
        int[] codes = random.ints(size, 0, 3).toArray();
        return new TextColumn(dictionary, codes, 0, size, nulls(random, size));
    }

    private static Column decimals(Random random, int size) {
        ColumnBuilder builder = ColumnBuilder.of(WIDE_DECIMAL);
        for (int i = 0; i < size; i++) {
            builder.appendValue(new BigInteger(120, random).subtract(BigInteger.ONE.shiftLeft(119)));
        }
        return builder.build();
    }

    private static Column uuids(Random random, int size) {
        ColumnBuilder builder = ColumnBuilder.of(ColumnType.of(Kind.UUID));
        for (int i = 0; i < size; i++) {
            builder.appendValue(random.nextInt(10) == 0 ? null : new UUID(random.nextLong(), random.nextLong()));
        }
        return builder.build();
    }

    private static Column objects(Random random, int size) {
        @Nullable Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = switch (random.nextInt(9)) {
                case 0 -> null;
                case 1 -> random.nextInt();
                case 2 -> random.nextLong();
                case 3 -> BigDecimal.valueOf(random.nextInt(), 3);
                case 4 -> "text " + i;
                case 5 -> random.nextBoolean();
                case 6 -> List.of(1, "two", List.of(random.nextDouble()));
                case 7 -> Map.of("key", (short) 3);
                default -> random.nextFloat();
            };
        }
        return new ObjectColumn(values, size);
    }
}
