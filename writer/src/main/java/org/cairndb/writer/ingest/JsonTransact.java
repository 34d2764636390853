package org.cairndb.writer.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.error.ErrorKind;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestTotals;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Preparation;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;
import org.jspecify.annotations.Nullable;

/**
 * Commits newline-delimited JSON. Lines that are objects are gathered into transactions; a line that is an array is a transaction of its own. The forms are
 * in docs/transactions.md.
 */
public final class JsonTransact {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The operations of one line. */
    private record Line(long number, List<Operation> operations) {}

    private final Transactor transactor;
    private final JsonOptions options;
    private final JsonValues values;
    private final JsonOperations operations;
    private List<Line> waiting = new ArrayList<>();
    private Snapshot newest;
    private long lastCommittedLine;
    private long lines;
    private long transactions;
    private long firstTx;
    private long lastTx;
    private RequestTotals requests = RequestTotals.NONE;
    private long datoms;

    private JsonTransact(Transactor transactor, JsonOptions options) {
        this.transactor = transactor;
        this.options = options;
        this.newest = transactor.snapshot();
        this.values = new JsonValues(newest.schema());
        this.operations = new JsonOperations(values);
    }

    /**
     * Reads to the end and commits everything.
     *
     * @throws CairnException for a line that is wrong, which the message names together with what is committed already; SOURCE_FAILED if it is not JSON or
     *     cannot be read
     */
    public static JsonReport run(BufferedReader source, Transactor transactor, JsonOptions options) {
        try {
            return new JsonTransact(transactor, options).read(source);
        } catch (IOException e) {
            throw new CairnException(
                    ErrorCode.SOURCE_FAILED, "The lines of JSON cannot be read: %s".formatted(e.getMessage()), e);
        }
    }

    private JsonReport read(BufferedReader source) throws IOException {
        long number = 0;
        for (String text = source.readLine(); text != null; text = source.readLine()) {
            number++;
            String line = number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            if (!line.isBlank()) {
                take(number, line);
            }
        }
        commit();
        return new JsonReport(lines, transactions, firstTx, lastTx, datoms, requests);
    }

    private void take(long number, String text) {
        @Nullable Object json = named(number, () -> JsonText.parse(text));
        if (json instanceof List<?> several) {
            commit();
            List<Operation> all = new ArrayList<>();
            several.forEach(one -> all.addAll(named(number, () -> operations.read(one))));
            waiting.add(new Line(number, all));
            commit();
            return;
        }
        waiting.add(new Line(number, named(number, () -> operations.read(json))));
        if (waiting.size() >= options.linesPerTransaction()) {
            commit();
        }
    }

    /** The answer of an action whose failure is the fault of a line. */
    private <T extends @Nullable Object> T named(long number, Supplier<T> action) {
        try {
            return action.get();
        } catch (CairnException e) {
            throw JsonOperations.atLine(number, committedSoFar(), e);
        }
    }

    private void commit() {
        if (waiting.isEmpty()) {
            return;
        }
        TxReport report;
        try {
            report = transactor.transact(transactionOf(waiting));
        } catch (CairnException e) {
            throw e.code().kind() == ErrorKind.USER
                    ? JsonOperations.atLine(culprit().number(), committedSoFar(), e)
                    : e;
        }
        newest = report.snapshot();
        values.committed(newest.schema());
        lines += waiting.size();
        lastCommittedLine = waiting.get(waiting.size() - 1).number();
        transactions++;
        firstTx = firstTx == 0 ? report.tx() : firstTx;
        lastTx = report.tx();
        datoms += report.batch().size();
        requests = requests.plus(report.requests());
        waiting = new ArrayList<>();
        options.progress().accept(lines);
    }

    private static Transact transactionOf(List<Line> lines) {
        List<Operation> all = new ArrayList<>();
        lines.forEach(line -> all.addAll(line.operations()));
        return Transact.of(all);
    }

    /** The first line with which the transaction breaks a rule; found by halving, as nothing was committed. */
    private Line culprit() {
        Snapshot before = transactor.snapshot();
        int good = 0;
        int bad = waiting.size();
        while (bad - good > 1) {
            int middle = (good + bad) >>> 1;
            if (passes(before, waiting.subList(0, middle))) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return waiting.get(bad - 1);
    }

    private static boolean passes(Snapshot before, List<Line> lines) {
        try {
            Preparation.check(before, transactionOf(lines));
            return true;
        } catch (CairnException e) {
            return false;
        }
    }

    private String committedSoFar() {
        return lastCommittedLine == 0
                ? "; nothing is committed"
                : "; lines 1 to %d are committed, the last as transaction %d".formatted(lastCommittedLine, lastTx);
    }
}
