import { parentPort, workerData } from 'node:worker_threads'
import { type LinkRecord, learnModel } from '@telltale/core'

parentPort!.postMessage(learnModel(workerData as LinkRecord[]))
