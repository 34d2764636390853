package org.cairndb.cli.demo;

import java.util.List;

/** What the demonstration commits, as lines of JSON. */
final class DemoData {
    /** The one declaration: a product is known by its sku, so that sending it again changes it. Nothing else is declared. */
    static final List<String> PRODUCTS = List.of(
            "{\"db/attribute\": {\"ident\": \"product/sku\", \"type\": \"string\", \"unique\": \"identity\"}}",
            "{\"product/sku\": \"W001\", \"product/name\": \"Widget\", \"product/price\": 9.99}",
            "{\"product/sku\": \"G002\", \"product/name\": \"Gadget\", \"product/price\": 24.50}",
            "{\"product/sku\": \"T003\", \"product/name\": \"Thingamajig\", \"product/price\": 3.75}");

    static final List<String> STOCK = List.of(
            "{\"stock/sku\": \"W001\", \"stock/count\": 140}",
            "{\"stock/sku\": \"G002\", \"stock/count\": 0}",
            "{\"stock/sku\": \"T003\", \"stock/count\": 58}");

    static final List<String> NEW_PRICES = List.of(
            "{\"product/sku\": \"W001\", \"product/price\": 11.50}",
            "{\"product/sku\": \"T003\", \"product/price\": 3.25}");

    private DemoData() {}
}
