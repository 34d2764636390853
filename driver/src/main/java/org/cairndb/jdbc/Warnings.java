package org.cairndb.jdbc;

import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** The warnings of a connection or statement since they were cleared. Safe for several threads. */
final class Warnings {
    /** Something was asked for that is not done, and something close to it was done instead. */
    private static final String STATE = "01S02";

    private @Nullable SQLWarning first;

    synchronized void add(String message) {
        SQLWarning warning = new SQLWarning(message, STATE);
        if (first == null) {
            first = warning;
        } else {
            first.setNextWarning(warning);
        }
    }

    synchronized @Nullable SQLWarning first() {
        return first;
    }

    synchronized void clear() {
        first = null;
    }
}
