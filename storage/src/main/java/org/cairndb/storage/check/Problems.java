package org.cairndb.storage.check;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, up to a bound. */
final class Problems {
    private final List<String> problems = new ArrayList<>();

    void add(String format, Object... arguments) {
        if (problems.size() < Checker.MAX_PROBLEMS) {
            problems.add(format.formatted(arguments));
        }
    }

    void require(boolean holds, String format, Object... arguments) {
        if (!holds) {
            add(format, arguments);
        }
    }

    boolean any() {
        return !problems.isEmpty();
    }

    List<String> all() {
        return problems;
    }
}
