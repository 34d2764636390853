package org.cairndb.storage.cache;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * How deep the current thread is inside loaders.
 *
 * <p>A thread that loads never waits for another's load: it would hold up those who wait for it, and two such threads
 * could wait for each other. It loads the value a second time instead.
 */
final class Loading {
    /** Trees are at most 12 deep, so whoever gets here loads a value that needs itself. */
    private static final int MAX_DEPTH = 32;

    private final ThreadLocal<Integer> depth = new ThreadLocal<>();

    boolean isNested() {
        return depth.get() != null;
    }

    void enter() {
        Integer before = depth.get();
        int now = before == null ? 1 : before + 1;
        if (now > MAX_DEPTH) {
            throw new CairnException(ErrorCode.INTERNAL, "Loading a cached value asks for that value itself");
        }
        depth.set(now);
    }

    void leave() {
        Integer now = depth.get();
        if (now == null || now == 1) {
            depth.remove();
        } else {
            depth.set(now - 1);
        }
    }
}
