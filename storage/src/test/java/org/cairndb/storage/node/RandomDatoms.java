package org.cairndb.storage.node;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeMap;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Longs;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;

/** Random leaves of every index and every kind of value, of a shape that itself is random. */
final class RandomDatoms {
    private static final long[] LONGS = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53, 1_735_689_600_000_000L};
    private static final double[] DOUBLES = {
        0,
        1,
        -1,
        0.1,
        9.99,
        -3.75,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1e300,
        Math.PI
    };
    private static final BigInteger[] WIDES = {
        BigInteger.ZERO,
        BigInteger.ONE,
        BigInteger.ONE.negate(),
        BigInteger.TEN.pow(38).subtract(BigInteger.ONE),
        BigInteger.TEN.pow(38).negate(),
        BigInteger.ONE.shiftLeft(64)
    };

    private final Random random;

    RandomDatoms(Random random) {
        this.random = random;
    }

    /** A leaf of an index with up to {@code maxSize} datoms. */
    Leaf leaf(Index index, int maxSize) {
        int size = 1 + random.nextInt(maxSize);
        int entityStyle = random.nextInt(4);
        int txStyle = random.nextInt(3);
        int columns = 1 + random.nextInt(6);
        int[] styles = random.ints(columns, 0, 12).toArray();
        TreeMap<Bytes, DatomBatch> sorted = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            int column = entityStyle == 0 ? i % columns : random.nextInt(columns);
            long entity = entity(entityStyle, entityStyle == 0 ? i / columns : i);
            DatomBatch datom = datom(index, entity, 64 + 3 * column, styles[column], tx(txStyle, i), i);
            KeyBuffer key = new KeyBuffer();
            datom.writeKey(0, key);
            sorted.put(key.toBytes(), datom);
        }
        DatomBatchBuilder builder = new DatomBatchBuilder(index);
        sorted.values().forEach(datom -> builder.append(datom, 0));
        return new Leaf(builder.build());
    }

    private long entity(int style, int i) {
        return switch (style) {
            case 0 -> 1 + i;
            case 1 -> 1 + random.nextInt(1000);
            case 2 -> random.nextLong() >>> 3;
            default ->
                switch (random.nextInt(3)) {
                    case 0 -> 1 + i;
                    case 1 -> EntityIds.ATTRIBUTE_BASE + random.nextInt(100);
                    default -> EntityIds.ofTx(i);
                };
        };
    }

    private long tx(int style, int i) {
        return switch (style) {
            case 0 -> 7;
            case 1 -> 1 + i / 5;
            default -> 1 + random.nextInt(50);
        };
    }

    private DatomBatch datom(Index index, long entity, int attribute, int style, long tx, int i) {
        boolean retracted = index == Index.LOG && random.nextInt(10) == 0;
        ValueVector value = value(style, i);
        Longs txs = Longs.constant(tx, 1);
        DatomBatch.Parts parts = new DatomBatch.Parts(
                index, Longs.constant(entity, 1), txs, new int[] {attribute}, new ValueVector[] {value});
        if (index.isRetired()) {
            parts.retiredAt(Longs.constant(tx + 1 + random.nextInt(3), 1));
        }
        if (retracted) {
            parts.retracted(new long[] {1});
        }
        return parts.ordinals(new int[1]).build();
    }

    private ValueVector value(int style, int i) {
        return switch (style) {
            case 0 -> longs(1);
            case 1 -> longs(1_735_689_600_000_000L + i * 1_000_000L);
            case 2 -> longs(random.nextInt(20) == 0 ? LONGS[random.nextInt(LONGS.length)] : random.nextInt(1000));
            case 3 -> longs(LONGS[random.nextInt(LONGS.length)]);
            case 4 -> doubles(random.nextInt(100_000) / 100.0);
            case 5 ->
                doubles(random.nextInt(40) == 0 ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextInt(99) / 10.0);
            case 6 -> doubles(random.nextGaussian());
            case 7 -> text("cat-" + random.nextInt(20));
            case 8 -> text("W%07d".formatted(i));
            case 9 -> text(words());
            case 10 -> text("Product " + i);
            default -> wide();
        };
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            words.append(random.nextInt(10) == 0 ? "\0" : Integer.toString(random.nextInt(100_000), 36))
                    .append('\u00e4');
        }
        return words.toString();
    }

    private ValueVector wide() {
        BigInteger value = random.nextBoolean() ? WIDES[random.nextInt(WIDES.length)] : new BigInteger(120, random);
        return new WideVector(new long[] {WideVector.highOf(value)}, new long[] {value.longValue()}, 1);
    }

    private static ValueVector longs(long value) {
        return new LongVector(new long[] {value}, 1);
    }

    private static ValueVector doubles(double value) {
        return new DoubleVector(new double[] {DoubleVector.canonical(value)}, 1);
    }

    private static ValueVector text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new TextVector(bytes, new int[1], new int[] {bytes.length}, 1);
    }
}
