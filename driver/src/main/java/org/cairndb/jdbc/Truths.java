package org.cairndb.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Truth values as people write them. */
final class Truths {
    private Truths() {}

    /** What a text says; null if it is no truth value. */
    static @Nullable Boolean of(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> Boolean.TRUE;
            case "false", "f", "no", "n", "off", "0" -> Boolean.FALSE;
            default -> null;
        };
    }
}
