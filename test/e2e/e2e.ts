/** In this order: what the later ones need, the first ones bring up. */
import './applying';
import './objects';
import './story';
import './node-faults';
import { scaledBack } from './proofs/scaling';

test('without load the autoscaler goes back to its least', scaledBack);
