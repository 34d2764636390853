package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key is found in a leaf where comparing it with every encoded key says that it stands. */
class KeySearchPropertyTest {
    private static final int LEAVES = 60;
    private static final int KEYS = 40;
    private static final int MAX_SIZE = 200;
    private static final int LARGE_LEAVES = 12;
    private static final int LARGE_SIZE = 3_000;

    @ParameterizedTest
    @EnumSource(Index.class)
    void keysStandWhereTheirBytesSay(Index index) {
        for (long seed = 0; seed < LEAVES; seed++) {
            keysStandWhereTheirBytesSay(index, seed, MAX_SIZE);
        }
    }

    @ParameterizedTest
    @EnumSource(Index.class)
    void keysStandInLargeLeavesWhereTheirBytesSay(Index index) {
        for (long seed = 0; seed < LARGE_LEAVES; seed++) {
            keysStandWhereTheirBytesSay(index, seed, LARGE_SIZE);
        }
    }

    private static void keysStandWhereTheirBytesSay(Index index, long seed, int maxSize) {
        Random random = new Random(seed);
        DatomBatch batch = new RandomDatoms(random).leaf(index, maxSize).datoms();
        for (int i = 0; i < KEYS; i++) {
            byte[] key = key(batch, random);
            int from = random.nextInt(4) == 0 ? random.nextInt(batch.size()) : 0;
            int to = random.nextInt(4) == 0 ? from + random.nextInt(batch.size() - from + 1) : batch.size();
            assertThat(batch.lowerBound(Bytes.wrap(key), from, to, new KeyBuffer()))
                    .as("seed %d, key %d: %s in [%d, %d]", seed, i, Arrays.toString(key), from, to)
                    .isEqualTo(naive(batch, key, from, to));
        }
    }

    /** A key of the leaf, often cut off, lengthened or changed in a byte. */
    private static byte[] key(DatomBatch batch, Random random) {
        KeyBuffer buffer = new KeyBuffer();
        batch.writeKey(random.nextInt(batch.size()), buffer);
        byte[] key = Arrays.copyOf(buffer.array(), buffer.length());
        switch (random.nextInt(5)) {
            case 0 -> key = Arrays.copyOf(key, random.nextInt(key.length + 1));
            case 1 -> key = Arrays.copyOf(key, key.length + 1 + random.nextInt(10));
            case 2 -> key[random.nextInt(key.length)] = (byte) random.nextInt(256);
            case 3 -> key[random.nextInt(key.length)] += random.nextBoolean() ? 1 : -1;
            default -> {}
        }
        return key;
    }

    private static int naive(DatomBatch batch, byte[] key, int from, int to) {
        KeyBuffer buffer = new KeyBuffer();
        int position = from;
        while (position < to) {
            buffer.clear();
            batch.writeKey(position, buffer);
            if (buffer.compareTo(key, 0, key.length) >= 0) {
                break;
            }
            position++;
        }
        return position;
    }
}
