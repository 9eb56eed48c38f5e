import { parentPort, workerData } from 'node:worker_threads'
import { type LearningSample, learnFrom } from '@telltale/core/linkage/learn'

/** Learns a model from a sample of records, and ends. */
parentPort!.postMessage(learnFrom(workerData as LearningSample))
