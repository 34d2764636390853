package org.cairndb.planner.exec.scalar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A LIKE pattern over UTF-8: bytes to match, {@code _} for one character and {@code %} for any number of them. A pattern without {@code _} is a list of
 * pieces that must follow one another, the first at the start and the last at the end of the text; others are matched step by step.
 */
public final class LikePattern {
    private static final int ONE = -1;
    private static final int MANY = -2;

    private final int[] steps;
    private final ByteSearch @Nullable [] pieces;

    private LikePattern(int[] steps) {
        this.steps = steps;
        this.pieces = pieces(steps);
    }

    private static ByteSearch @Nullable [] pieces(int[] steps) {
        List<ByteSearch> found = new ArrayList<>();
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (int step : steps) {
            if (step == ONE) {
                return null;
            }
            if (step == MANY) {
                found.add(new ByteSearch(piece.toByteArray()));
                piece.reset();
            } else {
                piece.write(step);
            }
        }
        found.add(new ByteSearch(piece.toByteArray()));
        return found.toArray(ByteSearch[]::new);
    }

    /**
     * Reads a pattern.
     *
     * @throws CairnException VALUE_INVALID if the escape character does not precede a wildcard or itself
     */
    public static LikePattern of(String pattern, @Nullable Character escape) {
        byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
        int[] steps = new int[bytes.length];
        int count = 0;
        for (int i = 0; i < bytes.length; i++) {
            int current = bytes[i] & 0xFF;
            if (escape != null && current == escape) {
                i++;
                if (i == bytes.length || (bytes[i] != '%' && bytes[i] != '_' && bytes[i] != (byte) (char) escape)) {
                    throw new CairnException(
                            ErrorCode.VALUE_INVALID,
                            "In the pattern \"%s\" the escape character must stand before %%, _ or itself"
                                    .formatted(pattern));
                }
                steps[count++] = bytes[i] & 0xFF;
            } else if (current == '%') {
                steps[count++] = MANY;
            } else if (current == '_') {
                steps[count++] = ONE;
            } else {
                steps[count++] = current;
            }
        }
        return new LikePattern(Arrays.copyOf(steps, count));
    }

    /** The bytes that every matching text begins with; empty if there are none. */
    public Optional<Bytes> prefix() {
        int length = 0;
        while (length < steps.length && steps[length] >= 0) {
            length++;
        }
        byte[] prefix = new byte[length];
        for (int i = 0; i < length; i++) {
            prefix[i] = (byte) steps[i];
        }
        return length == 0 ? Optional.empty() : Optional.of(Bytes.wrap(prefix));
    }

    /** Whether bytes [from, to) match. */
    boolean matches(byte[] bytes, int from, int to) {
        return pieces == null ? matchesSteps(bytes, from, to) : matchesPieces(pieces, bytes, from, to);
    }

    private static boolean matchesPieces(ByteSearch[] pieces, byte[] bytes, int from, int to) {
        ByteSearch first = pieces[0];
        ByteSearch last = pieces[pieces.length - 1];
        if (pieces.length == 1) {
            return first.length() == to - from && first.matchesAt(bytes, from);
        }
        int end = to - last.length();
        if (from + first.length() > end || !first.matchesAt(bytes, from) || !last.matchesAt(bytes, end)) {
            return false;
        }
        int at = from + first.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = pieces[i].find(bytes, at, end);
            if (found < 0) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return true;
    }

    private boolean matchesSteps(byte[] bytes, int from, int to) {
        int at = from;
        int step = 0;
        int retryAt = -1;
        int retryStep = -1;
        while (at < to) {
            if (step < steps.length && steps[step] == MANY) {
                retryStep = ++step;
                retryAt = at;
            } else if (step < steps.length && steps[step] == ONE) {
                step++;
                at = afterCharacter(bytes, at, to);
            } else if (step < steps.length && steps[step] == (bytes[at] & 0xFF)) {
                step++;
                at++;
            } else if (retryStep >= 0) {
                step = retryStep;
                retryAt = afterCharacter(bytes, retryAt, to);
                at = retryAt;
            } else {
                return false;
            }
        }
        while (step < steps.length && steps[step] == MANY) {
            step++;
        }
        return step == steps.length;
    }

    private static int afterCharacter(byte[] bytes, int at, int to) {
        int next = at + 1;
        while (next < to && (bytes[next] & 0xC0) == 0x80) {
            next++;
        }
        return next;
    }
}
