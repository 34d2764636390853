package org.cairndb.planner.exec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Null flags of columns. */
public final class Nulls {
    private Nulls() {}

    /** True {@code size} times. */
    public static boolean[] all(int size) {
        boolean[] nulls = new boolean[size];
        Arrays.fill(nulls, true);
        return nulls;
    }

    /** Null where either column is; null if no row is. */
    public static boolean @Nullable [] either(Column left, Column right) {
        boolean[] a = left.nulls();
        boolean[] b = right.nulls();
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        boolean[] result = new boolean[left.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] | b[i];
        }
        return result;
    }
}
