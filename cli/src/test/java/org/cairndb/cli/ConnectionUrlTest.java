package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cairndb.storage.error.CairnException;
import org.junit.jupiter.api.Test;

class ConnectionUrlTest {
    private static String url(String... databases) {
        return ConnectionUrl.of(List.of(databases));
    }

    @Test
    void databasesAreNamedByTheLastPartOfTheirLocation() {
        assertThat(url("file:/data/catalog", "mem:stock", "./a/2024-shop@17"))
                .isEqualTo("jdbc:cairn:?attach.catalog=file:/data/catalog&attach.stock=mem:stock"
                        + "&attach._2024_shop=./a/2024-shop%4017");
    }

    @Test
    void namesMayBeGiven() {
        assertThat(url("now=mem:shop", "before=mem:shop@3"))
                .isEqualTo("jdbc:cairn:?attach.now=mem:shop&attach.before=mem:shop%403");
    }

    @Test
    void specialCharactersOfLocationsAreEscaped() {
        assertThat(url("x=/a b&c=d?e")).isEqualTo("jdbc:cairn:?attach.x=/a%20b%26c%3Dd%3Fe");
    }

    @Test
    void urlIsTakenAsItIs() {
        assertThat(url("jdbc:cairn:mem:shop?asOf=3")).isEqualTo("jdbc:cairn:mem:shop?asOf=3");
    }

    @Test
    void equalNamesAreRefused() {
        assertThatThrownBy(() -> url("/a/shop", "/b/shop"))
                .isInstanceOf(CairnException.class)
                .hasMessage("Two databases are named \"shop\"; tell them apart with NAME=LOCATION");
    }
}
