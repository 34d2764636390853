package org.cairndb.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Measures durations. */
final class Timing {
    private Timing() {}

    /** Seconds that something takes once. */
    static double seconds(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Seconds of processor time that this process has used on all cores. */
    static double processorSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    /** Runs something until it is warm, then measures it a number of times. */
    static Samples warm(int warmUps, int runs, Callable<?> work) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            work.call();
        }
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            seconds.add(seconds(work));
        }
        return new Samples(seconds);
    }

    /** How often a second something runs, measured for a number of seconds after as many to warm up. */
    static double perSecond(double seconds, Callable<?> work) throws Exception {
        repeat(seconds, work);
        return repeat(seconds, work);
    }

    /** How often a second something runs, measured for a number of seconds, once at least. */
    static double repeat(double seconds, Callable<?> work) throws Exception {
        long start = System.nanoTime();
        double taken = 0;
        long times = 0;
        while (taken < seconds) {
            work.call();
            times++;
            taken = (System.nanoTime() - start) / 1e9;
        }
        return times / taken;
    }

    /** Seconds of several runs of the same work. */
    record Samples(List<Double> seconds) {
        Samples {
            seconds = seconds.stream().sorted().toList();
        }

        double median() {
            return seconds.get(seconds.size() / 2);
        }

        double fastest() {
            return seconds.get(0);
        }
    }
}
