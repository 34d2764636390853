;; The shop in Datomic Local, in a process of its own. Arguments: a folder and the number of products. Prints a name, a tab and a number a line.
(ns org.cairndb.bench.datomic
  (:require [datomic.client.api :as d]))

(def folder (first *command-line-args*))
(def size (parse-long (second *command-line-args*)))
(def batch 2000)
(def warm-ups 2)
(def runs 5)
(def seconds-of-lookups 3.0)

(defn sku [i] (format "W%07d" i))
(defn product-name [i] (str "Product " i))
(defn price [i] (/ (rem (* i 7919) 100000) 100.0))
(defn repriced? [i] (= 3 (rem i 10)))
(defn new-price [i] (cond-> (price i) (repriced? i) inc))
(defn stock-count [i] (if (zero? (rem i 10)) 0 (rem (* i 31) 200)))

(defn product [i]
  {:product/sku (sku i)
   :product/name (product-name i)
   :product/price (price i)
   :product/category (str "cat-" (rem i 100))
   :product/updated (java.util.Date. (+ 1735689600000 (* 1000 i)))})

(defn stock [i]
  {:stock/sku (sku (+ i (quot size 10)))
   :stock/count (stock-count i)
   :stock/warehouse (str "wh-" (rem i 20))})

(defn attribute [ident type & more]
  (merge {:db/ident ident :db/valueType type :db/cardinality :db.cardinality/one} (apply hash-map more)))

(def client (d/client {:server-type :datomic-local :storage-dir folder :system "shop"}))

(defn create [db-name schema]
  (d/create-database client {:db-name db-name})
  (let [connection (d/connect client {:db-name db-name})]
    (d/transact connection {:tx-data schema})
    connection))

(defn load-all [connection entity]
  (doseq [part (partition-all batch (range size))]
    (d/transact connection {:tx-data (mapv entity part)})))

(defn seconds [work]
  (let [start (System/nanoTime)]
    (work)
    (/ (- (System/nanoTime) start) 1e9)))

(defn median [work]
  (dotimes [_ warm-ups] (work))
  (nth (sort (vec (repeatedly runs #(seconds work)))) (quot runs 2)))

(defn put [metric value] (println (str metric "\t" (double value))))

(def catalog
  (create "catalog" [(attribute :product/sku :db.type/string :db/unique :db.unique/identity)
                     (attribute :product/name :db.type/string)
                     (attribute :product/price :db.type/double)
                     (attribute :product/category :db.type/string)
                     (attribute :product/updated :db.type/instant)]))
(def inventory
  (create "inventory" [(attribute :stock/sku :db.type/string :db/unique :db.unique/identity)
                       (attribute :stock/count :db.type/long)
                       (attribute :stock/warehouse :db.type/string)]))

(let [taken (seconds #(do (load-all catalog product) (load-all inventory stock)))]
  (put "load datoms/s" (/ (* 8 size) taken))
  (put "load s" taken))

(def before (d/db catalog))
(doseq [part (partition-all batch (filter repriced? (range size)))]
  (d/transact catalog {:tx-data (mapv (fn [i] {:product/sku (sku i) :product/price (new-price i)}) part)}))
(def now (d/db catalog))
(def stocks (d/db inventory))

(def seed-join
  '[:find ?name ?price ?count
    :in $ $stock
    :where [$stock ?s :stock/count ?count] [(> ?count 0)] [$stock ?s :stock/sku ?sku]
    [?p :product/sku ?sku] [?p :product/name ?name] [?p :product/price ?price]])

(def joined
  (count (filter #(and (< (+ % (quot size 10)) size) (pos? (stock-count %))) (range size))))

(defn require-joined [db]
  (let [rows (d/q {:query seed-join :args [db stocks] :timeout 600000})]
    (when-not (= joined (count rows))
      (throw (ex-info "The seed join is wrong." {:rows (count rows) :expected joined})))))

(defn look-up [db i]
  (let [found (d/pull db [:product/name :product/price] [:product/sku (sku i)])]
    (when-not (= [(product-name i) (new-price i)] [(:product/name found) (:product/price found)])
      (throw (ex-info "A lookup is wrong." {:product i :found found})))))

(defn lookups-per-second []
  (let [start (System/nanoTime)]
    (loop [n 0]
      (let [taken (/ (- (System/nanoTime) start) 1e9)]
        (if (< taken seconds-of-lookups)
          (do (look-up (d/db catalog) (rand-int size)) (recur (inc n)))
          (/ n taken))))))

(let [current (median #(require-joined now))]
  (put "seed join rows/s" (/ joined current))
  (lookups-per-second)
  (put "prepared lookups/s" (lookups-per-second))
  (put "selective join ms"
       (* 1e3 (median #(d/q {:query '[:find ?name ?price ?count
                                      :in $ $stock
                                      :where [?p :product/category "cat-7"] [?p :product/sku ?sku]
                                      [$stock ?s :stock/sku ?sku] [$stock ?s :stock/count ?count] [(> ?count 100)]
                                      [?p :product/name ?name] [?p :product/price ?price]]
                             :args [now stocks] :timeout 600000}))))
  (put "group by ms"
       (* 1e3 (median #(d/q {:query '[:find ?category (count ?p) (avg ?price)
                                      :where [?p :product/category ?category] [?p :product/price ?price]]
                             :args [now] :timeout 600000}))))
  (put "price range ms"
       (* 1e3 (median #(d/q {:query '[:find ?sku ?price
                                      :where [?p :product/price ?price] [(<= 500.0 ?price)] [(<= ?price 510.0)]
                                      [?p :product/sku ?sku]]
                             :args [now] :timeout 600000}))))
  (put "seed join as of / current" (/ (median #(require-joined (d/as-of now (:t before)))) current)))
(shutdown-agents)
(System/exit 0)
