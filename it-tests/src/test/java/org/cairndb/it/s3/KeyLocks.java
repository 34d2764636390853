package org.cairndb.it.s3;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * Makes each request of a key atomic: a write waits for all others of its path, a read for writes only. Paths share locks, which costs waiting but never
 * correctness. A request holds one lock or all of them in their order, so none waits for itself or in a circle.
 */
final class KeyLocks {
    private static final int STRIPES = 64;

    private final List<ReadWriteLock> stripes = IntStream.range(0, STRIPES)
            .<ReadWriteLock>mapToObj(i -> new ReentrantReadWriteLock())
            .toList();

    /** Waits until nothing is under way that must not meet this request. */
    Held acquire(ProxiedRequest request) {
        List<Lock> locks = locksOf(request);
        locks.forEach(Lock::lock);
        return () -> locks.forEach(Lock::unlock);
    }

    private List<Lock> locksOf(ProxiedRequest request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return keysOf(request).stream()
                .map(stripe -> reads ? stripe.readLock() : stripe.writeLock())
                .toList();
    }

    private List<ReadWriteLock> keysOf(ProxiedRequest request) {
        boolean list = request.path().indexOf('/', 1) < 0;
        // A batch names its keys in its body.
        if (list || request.method().equals("POST")) {
            return stripes;
        }
        return List.of(stripes.get(Math.floorMod(request.path().hashCode(), STRIPES)));
    }

    /** Locks that are held. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
