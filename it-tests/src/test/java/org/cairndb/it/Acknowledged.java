package org.cairndb.it;

/** A line of a {@link CommittingProcess}: transaction n of a worker was committed as tx. */
record Acknowledged(String worker, long n, long tx) {
    static Acknowledged parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Acknowledged(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
