package org.cairndb.writer.ingest;

import org.jspecify.annotations.Nullable;

/** Where the staged runs of a load lie: in memory up to a bound, then in a temporary file. Runs are added by one thread; several may read. */
final class Stage implements AutoCloseable {
    /** A staged run, which can be read any number of times. */
    sealed interface Staged {
        int size();

        Run read();
    }

    private record InMemory(Run run) implements Staged {
        @Override
        public int size() {
            return run.size();
        }

        @Override
        public Run read() {
            return run;
        }
    }

    private record InFile(SpillFile file, SpillFile.Place place) implements Staged {
        @Override
        public int size() {
            return place.size();
        }

        @Override
        public Run read() {
            return file.read(place);
        }
    }

    private final BulkSettings settings;
    private long bytes;
    private @Nullable SpillFile file;

    Stage(BulkSettings settings) {
        this.settings = settings;
    }

    Staged add(Run run) {
        long weight = run.weightInBytes();
        if (bytes + weight <= settings.stagingBytes()) {
            bytes += weight;
            return new InMemory(run);
        }
        SpillFile open = file;
        if (open == null) {
            open = SpillFile.create(settings.directory());
            file = open;
        }
        return new InFile(open, open.add(run));
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
