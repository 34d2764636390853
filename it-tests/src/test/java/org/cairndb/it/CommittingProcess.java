package org.cairndb.it;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.tx.TxReport;

/**
 * A program that commits the {@link Workload} of some workers to a database and says on its standard output what was acknowledged: {@code ready}, then a line
 * {@code worker n tx} for each transaction.
 *
 * <p>Arguments: location, name of the process, number of workers, transactions of each worker. Workers go on where an earlier process of that name ended.
 */
final class CommittingProcess {
    /** Small, so that a short run has many flushes. */
    private static final FlushBounds BOUNDS = new FlushBounds(8 << 10, 1000, 40);

    private final Writer writer;
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);

    private CommittingProcess(Writer writer) {
        this.writer = writer;
    }

    /** The name of a worker of a process. */
    static String worker(String process, int number) {
        return process + "-" + number;
    }

    /** Runs until all is committed or the process is killed. */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        System.out.println("ready");
        Location location = Location.parse(args[0]);
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT.flushBounds(BOUNDS))) {
            new CommittingProcess(writer).run(args[1], Integer.parseInt(args[2]), Long.parseLong(args[3]));
        }
    }

    private void run(String process, int workers, long transactions) throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                String worker = worker(process, i);
                running.add(threads.submit(() -> work(worker, transactions)));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private void work(String worker, long transactions) {
        long done = Workload.count(writer.snapshot(), worker);
        for (long n = done + 1; n <= done + transactions; n++) {
            TxReport report = writer.transact(Workload.transaction(worker, n));
            acknowledge("%s %d %d%n".formatted(worker, n, report.tx()));
        }
    }

    /** One write per line, so that no line is torn by another thread or by the end of the process. */
    private void acknowledge(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
