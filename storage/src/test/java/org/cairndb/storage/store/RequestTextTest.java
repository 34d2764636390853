package org.cairndb.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestTextTest {
    @Test
    void allThatHappenedIsNamed() {
        RequestTotals query = new RequestTotals(12, 0, 0, 0, 1_234_567, 0, 3, 1, 2, 40, 5, 30_000, 4800);
        assertThat(RequestText.of(query))
                .isEqualTo(
                        "12 GETs, 1.2 MB, 3 waves; 40 nodes from memory; 5 nodes from disk, 30.0 kB; 1 retry; 2 hedges;"
                                + " $4.80 per million runs");
    }

    @Test
    void whatDidNotHappenIsLeftOut() {
        assertThat(RequestText.of(RequestTotals.NONE)).isEqualTo("no requests");
        RequestTotals commit = new RequestTotals(0, 1, 0, 0, 0, 999, 1, 0, 0, 0, 0, 0, 0);
        assertThat(RequestText.of(commit)).isEqualTo("1 PUT, 999 bytes, 1 wave");
    }

    @Test
    void bothDirectionsAreTold() {
        RequestTotals both = new RequestTotals(1, 2, 1, 1, 1, 2_000_000_000, 2, 0, 0, 0, 0, 0, 0);
        assertThat(RequestText.of(both))
                .isEqualTo("1 GET, 2 PUTs, 1 LIST, 1 DELETE, 1 byte read, 2.0 GB written, 2 waves");
        assertThat(RequestText.of(both.plus(both))).startsWith("2 GETs, 4 PUTs, 2 LISTs, 2 DELETEs, 2 bytes read");
    }
}
