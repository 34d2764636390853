package org.cairndb.it.s3;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults and delays that requests meet on their way. Safe for use by many threads. */
final class FaultyNetwork {
    private final List<Rule> faults = new CopyOnWriteArrayList<>();
    private final List<Delay> delays = new CopyOnWriteArrayList<>();

    void add(Fault fault, Selection selection) {
        faults.add(new Rule(fault, selection));
    }

    void add(Duration latency, Selection selection) {
        delays.add(new Delay(latency, selection));
    }

    void heal() {
        faults.clear();
        delays.clear();
    }

    /** The fault of the first rule that chooses the request. */
    Optional<Fault> faultOf(ProxiedRequest request) {
        return faults.stream()
                .filter(rule -> rule.selection().takes(request))
                .map(Rule::fault)
                .findFirst();
    }

    /** The sum of the delays that choose the request. */
    Duration latencyOf(ProxiedRequest request) {
        return delays.stream()
                .filter(delay -> delay.selection().takes(request))
                .map(Delay::latency)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private record Rule(Fault fault, Selection selection) {}

    private record Delay(Duration latency, Selection selection) {}
}
