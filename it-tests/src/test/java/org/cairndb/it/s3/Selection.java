package org.cairndb.it.s3;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Chooses some of the requests that pass. Safe for use by many threads; each is chosen or not exactly once.
 *
 * <p>The limits apply in the order in which they are named: {@code putsTo("heads").every(3).times(2)} takes the third and the sixth such request.
 */
public final class Selection {
    private final Predicate<ProxiedRequest> chooses;

    private Selection(Predicate<ProxiedRequest> chooses) {
        this.chooses = chooses;
    }

    /** Every request. */
    public static Selection all() {
        return new Selection(request -> true);
    }

    /** Requests of a method. */
    public static Selection of(String method) {
        return all().and(request -> request.method().equals(method));
    }

    /** Requests of a method whose path contains a text. */
    public static Selection of(String method, String inPath) {
        return of(method).and(request -> request.path().contains(inPath));
    }

    /** Those of these that a condition holds for. */
    public Selection and(Predicate<ProxiedRequest> condition) {
        return new Selection(chooses.and(condition));
    }

    /** The n-th of these, the second n-th and so on. */
    public Selection every(int n) {
        AtomicLong seen = new AtomicLong();
        return and(request -> seen.incrementAndGet() % n == 0);
    }

    /** Those after the first few. */
    public Selection after(int count) {
        AtomicLong seen = new AtomicLong();
        return and(request -> seen.incrementAndGet() > count);
    }

    /** At most so many of these. */
    public Selection times(int count) {
        AtomicLong left = new AtomicLong(count);
        return and(request -> left.getAndDecrement() > 0);
    }

    /** Each of these with a probability. The choice depends on the seed and on the order in which requests come. */
    public Selection withProbability(double probability, long seed) {
        Random random = new Random(seed);
        return and(request -> random.nextDouble() < probability);
    }

    /** Whether this request is chosen; counts it. */
    boolean takes(ProxiedRequest request) {
        return chooses.test(request);
    }
}
