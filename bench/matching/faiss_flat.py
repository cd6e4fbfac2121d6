"""The peer of the matching bench: FAISS's exact index by inner product.

    python3 faiss_flat.py one|many VECTORS DIMENSIONS K THREADS

Says one JSON line when ready. Then, for each line read with a number of passes, runs them and answers
{"milliseconds": [one a pass], "peakMebibytes": the process's peak}.
"""

import json
import resource
import sys
import time

import faiss
import numpy

task, (count, dimensions, k, threads) = sys.argv[1], map(int, sys.argv[2:6])
faiss.omp_set_num_threads(threads)
random = numpy.random.default_rng(1)
vectors = random.uniform(-1, 1, (count, dimensions)).astype("float32")
queries = random.uniform(-1, 1, (1 if task == "one" else 1024, dimensions)).astype("float32")
faiss.normalize_L2(vectors)
faiss.normalize_L2(queries)
index = faiss.IndexFlatIP(dimensions)
index.add(vectors)
print(json.dumps({"ready": f"FAISS {faiss.__version__} flat"}), flush=True)
for line in sys.stdin:
    milliseconds = []
    for _ in range(int(line)):
        start = time.perf_counter()
        index.search(queries, k)
        milliseconds.append((time.perf_counter() - start) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"milliseconds": milliseconds, "peakMebibytes": peak}), flush=True)
