package org.cairndb.storage.node;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntPredicate;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;

/** Tracks of a music shop: text of random words, references, and numbers without any pattern, unlike {@link ShopData}. */
final class MusicData {
    static final int TRACK = 64;
    static final int NAME = 65;
    static final int ALBUM = 66;
    static final int COMPOSER = 67;
    static final int MILLISECONDS = 68;
    static final int BYTES = 69;
    static final int PRICE = 70;
    static final int RATING = 71;
    static final int CHANGED = 72;

    private static final long YEAR_2025 = 1_735_689_600_000_000L;
    private static final String[] SYLLABLES = {
        "ba", "con", "da", "el", "for", "gra", "hi", "in", "ja", "ka", "lo", "man", "no", "or", "per", "qui", "ro",
        "sta", "the", "un", "ver", "wa", "yo", "zen"
    };

    private final Random random;
    private final String[] words = new String[2000];

    private MusicData(Random random) {
        this.random = random;
        for (int i = 0; i < words.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int syllables = 1 + random.nextInt(3); syllables > 0; syllables--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            words[i] = word.toString();
        }
    }

    /** Tracks in the order of EAVT: a presence datom and up to eight user datoms each, every third without a composer. */
    static DatomBatch tracks(int count) {
        MusicData data = new MusicData(new Random(1));
        DatomBatchBuilder rows = new DatomBatchBuilder(Index.EAVT);
        for (int i = 0; i < count; i++) {
            data.appendTrack(rows, 1000 + i, i);
        }
        return rows.build();
    }

    /** Which attributes an index holds: all, but in AVET those that are indexed. */
    static IntPredicate indexed(Index index) {
        return attribute -> index != Index.AVET || attribute == ALBUM || attribute == NAME || attribute == CHANGED;
    }

    private void appendTrack(DatomBatchBuilder rows, long entity, int i) {
        long tx = random.nextInt(10) == 0 ? 2 + random.nextInt(500) : 1;
        rows.appendLong(TRACK, entity, 1, 1);
        rows.appendText(NAME, entity, words(1 + random.nextInt(5)), 1);
        rows.appendLong(ALBUM, entity, 1 + i / 12, 1);
        if (random.nextInt(3) != 0) {
            rows.appendText(COMPOSER, entity, words(2), 1);
        }
        rows.appendLong(MILLISECONDS, entity, 1000 + (long) (240_000 * (1 + random.nextGaussian() / 4)), 1);
        rows.appendLong(BYTES, entity, random.nextInt(20_000_000), 1);
        rows.appendDouble(PRICE, entity, random.nextInt(10) == 0 ? 1.99 : 0.99, tx);
        rows.appendDouble(RATING, entity, random.nextDouble(), tx);
        rows.appendLong(CHANGED, entity, YEAR_2025 + random.nextLong(10_000_000_000_000L), tx);
    }

    private Bytes words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double rank = random.nextDouble();
            text.append(i == 0 ? "" : " ").append(words[(int) (rank * rank * words.length)]);
        }
        return Bytes.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
