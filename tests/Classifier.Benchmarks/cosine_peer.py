#!/usr/bin/python3
"""Which past incidents are nearest by scikit-learn's TF-IDF cosine: the share of the five nearest that have the same owner, for the best of four ways to read a row."""
import argparse
import json
import sys

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel

SHOWN = 5


def precision(train, test, ngrams):
    """Share of the five nearest rows of train that have the label of a row of test."""
    vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, ngrams))
    past, asked = vectorizer.fit_transform(train[0]), vectorizer.transform(test[0])
    labels, truth = np.asarray(train[1]), np.asarray(test[1])
    same = 0
    for start in range(0, len(truth), 500):
        near = np.argsort(-linear_kernel(asked[start:start + 500], past), axis=1, kind="stable")[:, :SHOWN]
        same += (labels[near] == truth[start:start + 500, None]).sum()
    return float(same / (SHOWN * len(truth)))


parser = argparse.ArgumentParser()
for name in ("--peers", "--train", "--test", "--field"):
    parser.add_argument(name, required=True)
args = parser.parse_args()
sys.path.insert(0, args.peers)
from common import load  # noqa: E402

found = {}
for attrs in (False, True):
    train, test = load(args.train, args.field, attrs), load(args.test, args.field, attrs)
    for ngrams in (1, 2):
        found[f"ngrams={ngrams}{' attrs' if attrs else ''}"] = precision(train, test, ngrams)
print(json.dumps({"same_owner_at_5": max(found.values()), "tried": found}))
